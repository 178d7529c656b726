/**
 * Workload W1 on the core alone: start → job → exclusive gateway → job → user task with a non-interrupting 24 h timer →
 * job → end. Jobs are pushed to streams, as to workers, without a protocol between. Run with `npx tsx engine/core.bench.ts [instances] [open instances]`; prints one JSON line.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngineCore } from './core.ts';
import { JobPoller } from './jobs/index.ts';
import type { ActivatedJob, EngineCore } from './processor/commands.ts';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  flow,
  service,
  start,
  timer,
  userTask,
} from './testing/index.ts';

const W1 = bpmnFile({
  elements: [
    start(),
    service('first'),
    element('exclusiveGateway', 'choice', { attributes: 'default="choice_other"' }),
    service('second'),
    service('other'),
    userTask('decide'),
    boundary('reminder', 'decide', timer('timeDuration', 'PT24H'), { interrupting: false }),
    end('reminded'),
    service('last'),
    end(),
    chain('start', 'first', 'choice'),
    flow('choice', 'second', '=amount > 100'),
    flow('choice', 'other'),
    chain('second', 'decide', 'last', 'end'),
    chain('other', 'decide'),
    chain('reminder', 'reminded'),
  ].join(''),
});
/** What stays open: nobody does its job. */
const PARKED = bpmnFile({
  id: 'parked',
  elements: start() + service('idle') + end() + chain('start', 'idle', 'end'),
});
const VARIABLES = { amount: 250, orderId: 'order-0000001', text: 'x'.repeat(440) };

const instances = Number(process.argv[2] ?? 2000);
const open = Number(process.argv[3] ?? 0);
const dataDir = await mkdtemp(join(tmpdir(), 'engine-bench-'));
const core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 100_000 });
const poller = new JobPoller(core, { maxWaiting: 10, defaultRequestTimeoutMs: 10_000 });
try {
  const resources = [W1, PARKED].map((text, at) => ({
    name: `${at}.bpmn`,
    content: new TextEncoder().encode(text),
  }));
  await core.submit('deploy', { resources });
  const parkedMs = open === 0 ? 0 : await park(core, open);
  const workers = { second: doJobs('second'), last: doJobs('last') };
  doJobs('first');
  await run(core, workers, Math.min(300, instances));
  const cpuBefore = process.cpuUsage();
  const elapsedMs = await run(core, workers, instances);
  const cpu = process.cpuUsage(cpuBefore);
  const { commits_total: commits = 0, store_bytes: storeBytes = 0 } = core.stats();
  process.stdout.write(
    `${JSON.stringify({
      workload: 'W1 core',
      instances,
      open,
      parkedMs: Math.round(parkedMs),
      perSecond: Math.round((instances * 1000) / elapsedMs),
      cpuMsPerInstance: Number(((cpu.user + cpu.system) / 1000 / instances).toFixed(3)),
      commits,
      storeMb: Math.round(storeBytes / 1e6),
      rssMb: Math.round(process.memoryUsage.rss() / 1e6),
    })}\n`,
  );
} finally {
  await core.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** Completes the jobs of a type as they come. Answers a function that resolves with so many of them once they are completed. */
function doJobs(type: string): (count: number) => Promise<readonly ActivatedJob[]> {
  let done: ActivatedJob[] = [];
  let check: () => void = () => undefined;
  poller.openStream(
    { type, worker: 'bench', timeoutMs: 300_000, maxJobs: 1, fetchVariables: [] },
    {
      push: (job) => {
        core.submit('completeJob', { key: job.key, variables: { [`${type}Result`]: 'ok' } }).then(() => {
          done.push(job);
          check();
        }, fail);
        return true;
      },
      fail,
    },
  );
  return (count) =>
    new Promise((resolve) => {
      check = () => {
        if (done.length < count) return;
        resolve(done);
        done = [];
      };
      check();
    });
}

function fail(error: unknown): never {
  throw error;
}

/** Takes instances from start to end, in waves as workers would. Answers the time in ms. */
async function run(
  engine: EngineCore,
  jobs: Readonly<Record<'second' | 'last', ReturnType<typeof doJobs>>>,
  count: number,
): Promise<number> {
  const began = performance.now();
  const wave = 200;
  for (let done = 0; done < count; done += wave) {
    const size = Math.min(wave, count - done);
    await create(engine, 'p', size);
    const second = await jobs.second(size);
    const tasks = second.map((job) => taskKeys(engine, job.processInstanceKey)).flat();
    await Promise.all(
      tasks.map((key) =>
        engine.submit('completeUserTask', { key, variables: { decision: 'yes' }, action: '' }),
      ),
    );
    await jobs.last(size);
  }
  return performance.now() - began;
}

function taskKeys(engine: EngineCore, processInstanceKey: string): string[] {
  return engine.queries.activeElements(processInstanceKey, 10).map(({ key }) => userTaskOf(engine, key));
}

/** A user task's key follows its element instance's at once, save for the timer's. */
function userTaskOf(engine: EngineCore, elementInstanceKey: string): string {
  for (let offset = 1; offset < 5; offset += 1) {
    const key = String(Number(elementInstanceKey) + offset);
    if (engine.queries.userTask(key) !== undefined) return key;
  }
  throw new Error(`no user task at <${elementInstanceKey}>`);
}

async function create(engine: EngineCore, processId: string, count: number): Promise<void> {
  const creation = { process: { processId }, variables: VARIABLES, startElementIds: [], tags: [] };
  await Promise.all(Array.from({ length: count }, () => engine.submit('createInstance', creation)));
}

async function park(engine: EngineCore, count: number): Promise<number> {
  const began = performance.now();
  for (let done = 0; done < count; done += 1000) await create(engine, 'parked', Math.min(1000, count - done));
  return performance.now() - began;
}
