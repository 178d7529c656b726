import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { openEngineCore } from '../core.ts';

const CHILD = join(import.meta.dirname, '..', 'testing', 'full-disk-child.ts');

interface Outcome {
  readonly created: readonly string[];
  readonly refusals: readonly string[];
  readonly readable: number;
  readonly afterwards: string;
}

it('refuses with RESOURCE_EXHAUSTED when the disk is full, loses nothing, and goes on when there is space again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'engine-full-'));
  try {
    // given a process that may write files of 6 MB at most
    const limited = 'trap "" XFSZ; ulimit -S -f 6000; exec "$0" --import tsx "$1" "$2"';
    const { stdout } = await promisify(execFile)('bash', ['-c', limited, process.execPath, CHILD, dataDir]);
    const outcome = JSON.parse(stdout) as Outcome;
    // then
    expect(new Set(outcome.refusals)).toEqual(new Set(['RESOURCE_EXHAUSTED']));
    expect(outcome.created.length).toBeGreaterThan(10);
    expect(outcome.readable).toBe(outcome.created.length);
    expect(outcome.afterwards).toMatch(/^\d+$/);
    const core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 10 });
    const lost = [...outcome.created, outcome.afterwards].filter(
      (key) => core.queries.processInstance(key) === undefined,
    );
    expect(lost).toEqual([]);
    await core.close();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
