import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import type { SearchRequest } from '../search/index.ts';
import { Store } from '../state/index.ts';
import { bpmnFile, chain, end, openTestEngine, service, start, type TestEngine } from '../testing/index.ts';
import { backUp } from './back-up.ts';
import { restore } from './restore.ts';

const MODEL = bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') });
const ALL: SearchRequest = { filter: {}, anyOf: [], related: [], sort: [], page: { limit: 10, from: 0 } };

describe('the index in a backup', () => {
  let engine: TestEngine;
  let folder: string;
  beforeEach(async () => {
    engine = await openTestEngine();
    folder = await mkdtemp(join(tmpdir(), 'engine-backup-history-'));
  });
  afterEach(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const found = async (core: OpenEngineCore): Promise<readonly unknown[]> => {
    const page = await core.search?.find('process-instances', ALL);
    return (page?.items ?? []).map(({ processInstanceKey, state }) => [processInstanceKey, state]);
  };

  it('is taken over by the engine that is started on it, with what the log has no more', async () => {
    // given an instance that has ended, of which the log tells nothing any more
    await engine.deploy(MODEL);
    const ended = await engine.start();
    await engine.work('work');
    const running = await engine.start();
    const expected = [
      [ended, 'COMPLETED'],
      [running, 'ACTIVE'],
    ];
    expect(await found(engine.core)).toEqual(expected);
    const store = new Store(engine.dataDir);
    store.transaction(() => store.log.trim(Number.MAX_SAFE_INTEGER, 1000));
    await store.close();
    // when
    const copy = join(folder, 'copy');
    const restored = join(folder, 'restored');
    await backUp(engine.dataDir, copy, engine.core.clock.now());
    await restore(copy, restored);
    // then
    const core = await openEngineCore({ dataDir: restored, clockControl: true, maxQueue: 10 });
    core.clock.pin(engine.core.clock.now());
    expect(await found(core)).toEqual(expected);
    await core.close();
  });
});
