import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEngineCore } from '../core.ts';

const CHILD = join(import.meta.dirname, '..', 'testing', 'crash-child.ts');

interface Acknowledged {
  readonly created: Set<string>;
  readonly worked: Set<string>;
}

/** Lets the child work until it has acknowledged so much, then kills it without warning. */
async function killAfter(dataDir: string, acknowledgements: number): Promise<Acknowledged> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const seen: Acknowledged = { created: new Set(), worked: new Set() };
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, key = ''] = line.split(' ');
    if (what === 'created') seen.created.add(key);
    if (what === 'worked') seen.worked.add(key);
    if (seen.created.size + seen.worked.size >= acknowledgements) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return seen;
}

describe('kill -9', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'engine-crash-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('loses nothing that was acknowledged, three times in a row', async () => {
    const created = new Set<string>();
    const worked = new Set<string>();
    for (const acknowledgements of [60, 150, 31]) {
      const seen = await killAfter(dataDir, acknowledgements);
      for (const key of seen.created) created.add(key);
      for (const key of seen.worked) worked.add(key);
    }
    const core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 1000 });
    const at = (key: string): readonly string[] =>
      core.queries.activeElements(key, 5).map(({ elementId }) => elementId);
    expect([...created].filter((key) => at(key).length !== 1)).toEqual([]);
    expect([...worked].filter((key) => at(key)[0] !== 'task')).toEqual([]);
    // The engine goes on: keys are new, and work can be done.
    const { processInstanceKey } = await core.submit('createInstance', {
      process: { processId: 'p' },
      variables: {},
      startElementIds: [],
      tags: [],
    });
    expect(created.has(processInstanceKey)).toBe(false);
    await core.close();
  });
});
