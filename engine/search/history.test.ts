import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import { oneJob } from '../gateway/testing/models.ts';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { CollectionName, Row, SearchRequest } from './index.ts';

const DAY_MS = 24 * 3_600_000;
const ALL: SearchRequest = { filter: {}, anyOf: [], related: [], sort: [], page: { limit: 1000, from: 0 } };

async function givenFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'engine-history-'));
}

function openOn(dataDir: string, search = true): Promise<OpenEngineCore> {
  return openEngineCore({ dataDir, clockControl: true, maxQueue: 1000, search, recordRetentionMs: DAY_MS });
}

async function create(core: OpenEngineCore): Promise<string> {
  const { processInstanceKey } = await core.submit('createInstance', {
    process: { processId: 'history' },
    variables: { orderId: 'o' },
    startElementIds: [],
    tags: [],
  });
  return processInstanceKey;
}

async function deploy(core: OpenEngineCore): Promise<void> {
  const content = Buffer.from(oneJob('history', 'history.work'));
  await core.submit('deploy', { resources: [{ name: 'history.bpmn', content }] });
}

async function found(core: OpenEngineCore, name: CollectionName, filter = {}): Promise<readonly Row[]> {
  return (await core.search?.find(name, { ...ALL, filter }))?.items ?? [];
}

describe('the search index', () => {
  it('goes on where it was after a restart, and is built again from the log when it is lost', async () => {
    const dataDir = await givenFolder();
    let core = await openOn(dataDir);
    await deploy(core);
    const first = await create(core);
    expect(await found(core, 'process-instances')).toHaveLength(1);
    const second = await create(core);
    await core.submit('cancelInstance', { processInstanceKey: first });
    await core.close();

    for (const lost of [false, true]) {
      if (lost) await rm(join(dataDir, 'search'), { recursive: true });
      core = await openOn(dataDir);
      const rows = await found(core, 'process-instances');
      expect(rows.map((row) => [row.processInstanceKey, row.state])).toEqual([
        [first, 'TERMINATED'],
        [second, 'ACTIVE'],
      ]);
      expect(await found(core, 'variables')).toHaveLength(2);
      await core.close();
    }
    await rm(dataDir, { recursive: true });
  });

  it('begins with what is there when the log does not reach back', async () => {
    const dataDir = await givenFolder();
    let core = await openOn(dataDir, false);
    await deploy(core);
    const instance = await create(core);
    core.clock.pin(core.clock.now() + 30 * DAY_MS);
    await core.submit('activateJobs', {
      type: 'history.work',
      worker: 'w',
      timeoutMs: 1000,
      maxJobs: 1,
      fetchVariables: [],
    });
    await core.close();
    await trimLog(dataDir);

    core = await openOn(dataDir);
    expect(core.records.firstPosition).toBeGreaterThan(1);
    expect(await found(core, 'process-instances')).toMatchObject([
      { processInstanceKey: instance, state: 'ACTIVE', processDefinitionId: 'history' },
    ]);
    expect(await found(core, 'jobs')).toMatchObject([{ type: 'history.work', worker: 'w' }]);
    expect(await found(core, 'element-instances', { elementId: 'Work' })).toMatchObject([
      { elementName: '派单', state: 'ACTIVE' },
    ]);
    await core.submit('cancelInstance', { processInstanceKey: instance });
    expect(await found(core, 'process-instances')).toMatchObject([{ state: 'TERMINATED' }]);
    await core.close();
    await rm(dataDir, { recursive: true });
  });

  it('forgets what ended too long ago, with all that was in it, and keeps what runs', async () => {
    const dataDir = await givenFolder();
    const core = await openOn(dataDir);
    await deploy(core);
    const ended = await create(core);
    const running = await create(core);
    await core.submit('cancelInstance', { processInstanceKey: ended });

    await core.search?.expire();
    expect(await found(core, 'process-instances')).toHaveLength(2);
    core.clock.pin(core.clock.now() + 2 * DAY_MS);
    await core.search?.expire();

    expect(await found(core, 'process-instances')).toMatchObject([{ processInstanceKey: running }]);
    for (const name of ['element-instances', 'variables', 'jobs'] as const) {
      const rows = await found(core, name);
      expect(new Set(rows.map((row) => row.processInstanceKey))).toEqual(new Set([running]));
    }
    await core.close();
    await rm(dataDir, { recursive: true });
  });
});

/** Removes all but the last entry of the log, as the retention does after its time. */
async function trimLog(dataDir: string): Promise<void> {
  const { Store } = await import('../state/index.ts');
  const store = new Store(dataDir);
  store.transaction(() => store.log.trim(Number.MAX_SAFE_INTEGER, 1000));
  await store.close();
}
