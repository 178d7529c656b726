import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bpmnFile, chain, end, service, start, TEST_NOW } from '../testing/index.ts';

const HOUR_MS = 3_600_000;
const MODEL = bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') });

let dataDir: string;
let core: OpenEngineCore;
beforeEach(async () => {
  // Only the timer that looks for what is old: the engine itself waits for real things.
  jest.useFakeTimers({
    doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'setTimeout', 'Date', 'performance'],
  });
  dataDir = await mkdtemp(join(tmpdir(), 'engine-retention-'));
  core = await openEngineCore({
    dataDir,
    clockControl: true,
    maxQueue: 1000,
    recordRetentionMs: 2 * HOUR_MS,
    search: false,
  });
  core.clock.pin(TEST_NOW);
});
afterEach(async () => {
  jest.useRealTimers();
  await core.close();
  await rm(dataDir, { recursive: true, force: true });
});

const create = (): Promise<unknown> =>
  core.submit('createInstance', {
    process: { processId: 'p' },
    variables: {},
    startElementIds: [],
    tags: [],
  });

it('removes records by their age, and never what runs', async () => {
  await core.submit('deploy', { resources: [{ name: 'p.bpmn', content: new TextEncoder().encode(MODEL) }] });
  await create();
  core.clock.pin(TEST_NOW + HOUR_MS);
  await create();
  const young = core.records.lastPosition;
  core.clock.pin(TEST_NOW + 3 * HOUR_MS - 1);
  await core.settled();
  // when it looks
  jest.advanceTimersByTime(31_000);
  await create();
  // then what is older than two hours is gone
  expect(core.records.firstPosition).toBe(young);
  const { jobs } = await core.submit('activateJobs', {
    type: 'work',
    worker: 'w',
    timeoutMs: 1000,
    maxJobs: 10,
    fetchVariables: [],
  });
  expect(jobs).toHaveLength(3);
});
