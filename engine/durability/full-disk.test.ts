import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import { bpmnFile, chain, end, service, start } from '../testing/index.ts';
import { StoredContent } from '../testing/stored-content.ts';
import { mountSmallDisk, type DiskKind } from './small-disk.ts';

const MEGABYTES = 16;
/** What somebody else keeps on the disk, and removes when it is full. */
const BALLAST_BYTES = 8 * 1024 * 1024;

const MODEL = bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') });

async function create(core: OpenEngineCore): Promise<string> {
  // The store compresses, so what repeats would hardly fill it.
  const variables = { text: randomBytes(1500).toString('base64') };
  const input = { process: { processId: 'p' }, variables, startElementIds: [], tags: [] };
  return core.submit('createInstance', input).then(
    ({ processInstanceKey }) => processInstanceKey,
    (error: unknown) => (error as { readonly code: string }).code,
  );
}

/** Starts instances until one is refused. Answers the keys, and the refusals of the last round. */
async function fill(
  core: OpenEngineCore,
): Promise<{ readonly created: readonly string[]; readonly refusals: readonly string[] }> {
  const created: string[] = [];
  const refusals: string[] = [];
  for (let round = 0; round < 2000 && refusals.length === 0; round += 1) {
    for (const answer of await Promise.all(Array.from({ length: 10 }, () => create(core))))
      (/^\d+$/.test(answer) ? created : refusals).push(answer);
  }
  return { created, refusals };
}

describe.each<DiskKind>(['tmpfs', 'ext4'])('a disk that is really full (%s)', (kind) => {
  it('refuses with RESOURCE_EXHAUSTED, loses nothing, and lets the engine go on when there is space again', async () => {
    const disk = mountSmallDisk(kind, MEGABYTES);
    if ('why' in disk) {
      process.stderr.write(`not tested on ${kind}: it can not be mounted here (${disk.why})\n`);
      return;
    }
    try {
      // given
      const ballast = join(disk.path, 'ballast');
      writeFileSync(ballast, randomBytes(BALLAST_BYTES));
      const dataDir = join(disk.path, 'engine');
      const options = { dataDir, clockControl: false, maxQueue: 1000, search: false };
      let core = await openEngineCore(options);
      await core.submit('deploy', {
        resources: [{ name: 'p.bpmn', content: new TextEncoder().encode(MODEL) }],
      });
      // when
      const { created, refusals } = await fill(core);
      const stillRefused = await create(core);
      // then
      expect(created.length).toBeGreaterThan(100);
      expect(new Set([...refusals, stillRefused])).toEqual(new Set(['RESOURCE_EXHAUSTED']));
      expect(created.filter((key) => core.queries.processInstance(key) === undefined)).toEqual([]);

      // when it is started again on the full disk
      await core.close();
      core = await openEngineCore(options);
      expect(created.filter((key) => core.queries.processInstance(key) === undefined)).toEqual([]);

      // when there is space again
      rmSync(ballast);
      const afterwards = await create(core);
      expect(afterwards).toMatch(/^\d+$/);
      const { jobs } = await core.submit('activateJobs', {
        type: 'work',
        worker: 'w',
        timeoutMs: 60_000,
        maxJobs: 5,
        fetchVariables: ['none'],
      });
      await Promise.all(jobs.map(({ key }) => core.submit('completeJob', { key, variables: {} })));
      await core.close();
      const content = new StoredContent(dataDir);
      expect(content.contradictions()).toEqual([]);
      expect(content.instances().filter(({ type }) => type === 'PROCESS')).toHaveLength(
        created.length + 1 - jobs.length,
      );
      await content.close();
    } finally {
      disk.release();
    }
  });
});
