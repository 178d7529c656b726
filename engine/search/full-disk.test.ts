import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { openEngineCore } from '../core.ts';
import { oneJob } from '../gateway/testing/models.ts';

const CHILD = join(import.meta.dirname, '..', 'testing', 'full-index-child.ts');
const INSTANCES = 400;

it('answers RESOURCE_EXHAUSTED while the disk is full, and has everything when there is space again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'engine-full-index-'));
  try {
    // given a log that is not in the index yet
    const core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 1000, search: false });
    const content = Buffer.from(oneJob('full', 'full.work'));
    await core.submit('deploy', { resources: [{ name: 'full.bpmn', content }] });
    for (let n = 0; n < INSTANCES; n += 1) {
      await core.submit('createInstance', {
        process: { processId: 'full' },
        variables: { text: randomBytes(1500).toString('base64') },
        startElementIds: [],
        tags: [],
      });
    }
    await core.close();
    // when a process searches that may write files of 300 kB at most, and later larger ones
    const limited = 'trap "" XFSZ; ulimit -S -f 300; exec "$0" --import tsx "$1" "$2"';
    const { stdout } = await promisify(execFile)('bash', ['-c', limited, process.execPath, CHILD, dataDir]);
    // then
    expect(JSON.parse(stdout)).toEqual({
      full: ['RESOURCE_EXHAUSTED', 'RESOURCE_EXHAUSTED'],
      afterwards: INSTANCES,
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 30_000);
