import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Camunda8 } from '@camunda8/sdk';
import { randomOrders } from '@jiesu/rules/testing';
import { connectStore } from '@jiesu/store';
import type { OrderDocument, RuleRunDocument, Store } from '@jiesu/store';
import { JiesuClient, startTemporarySystem } from '@jiesu/system';
import { percentile, tenth } from '../statistics.ts';

const DAY_MS = 86_400_000;
const CHUNK = 1000;
/** Orders that are on their way to their unit at once while the bench makes open orders. */
const IN_FLIGHT = 400;
const CALL_EVERY_MS = 500;
const IDLE_CALLS = 40;
/** Of the rule `other`: the row that most orders go by, and the cell with its days. */
const CELL = /(<outputEntry id="limit_other_out_handleAmount">\s*<text>)[^<]*/;

/** The cases of the rules before say four days. */
const CASES = `cases:
  - name: 三个工作日
    input: { kind: help, urgency: normal, callerType: citizen, channel: phone, category: city-appearance, area: donghu, redoCount: 0 }
    expected: { handleAmount: 3, handleUnit: working-days, rule: other }
`;

type System = Awaited<ReturnType<typeof startTemporarySystem>>;

interface Revised {
  readonly id: string;
  readonly revision: number;
}

interface Bench {
  readonly system: System;
  readonly store: Store;
  readonly admin: JiesuClient;
  readonly approver: JiesuClient;
  readonly agent: JiesuClient;
}

/**
 * A change of rules tried on past orders, then applied to open ones while calls go on. Reports how long the replay of
 * `--replay` orders took (default 100,000), how long until `--open` open orders (default 20,000) had their new deadline and
 * until their processes had armed their timers anew, and what a call took meanwhile against what it takes when nothing
 * else goes on. The past orders are written straight into the database; the open ones run in the engine.
 */
export async function rulesApply(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const option = (name: string, fallback: number): number => {
    const at = args.indexOf(`--${name}`);
    return at < 0 ? fallback : Number(args[at + 1]);
  };
  const system = await startTemporarySystem({ notice: say });
  const store = await connectStore(system.mongodbUri, { appName: 'jiesu-bench' });
  try {
    const signIn = (username: string) => JiesuClient.signIn(system.url, username, system.demoPassword);
    const [admin, approver, agent] = await Promise.all(['admin', 'approver', 'agent'].map(signIn));
    if (admin === undefined || approver === undefined || agent === undefined)
      throw new Error('nobody signed in');
    const bench: Bench = { system, store, admin, approver, agent };
    const change = await draft(bench);
    const past = option('replay', 100_000);
    const replayed = past === 0 ? {} : await replay(bench, change, past);
    const open = option('open', 20_000);
    const applied = open === 0 ? {} : await apply(bench, change, open);
    return { ...replayed, ...applied };
  } finally {
    await store.close();
    await system.stop();
  }
}

async function draft({ admin }: Bench): Promise<string> {
  const { content } = await admin.request<{ content: string }>('GET', '/api/rules/deadlines');
  const { id, revision } = await admin.request<Revised>('POST', '/api/rule-changes', {
    title: '办理时限改为 3 个工作日',
    reason: 'bench',
  });
  const table = content.replace(
    CELL,
    (_all, before: string) => `${before}max(3, statutoryLimit.amount) * redoShare`,
  );
  const saved = await admin.request<Revised>('PUT', `/api/rule-changes/${id}/files/deadlines`, {
    content: table,
    revision,
  });
  await admin.request('PUT', `/api/rule-changes/${id}/files/cases%2Fdeadlines`, {
    content: CASES,
    revision: saved.revision,
  });
  return id;
}

async function replay({ store, admin }: Bench, change: string, count: number) {
  await writePast(store, count, Date.now());
  say(`${count} past orders are written`);
  const began = performance.now();
  const { runId } = await admin.request<{ runId: string }>('POST', `/api/rule-changes/${change}/replay`, {
    days: 60,
  });
  const run = await ended(store, runId);
  const result = run.result as { orders: number; moved: number; failed: number };
  await store.orders.deleteMany({ _id: /^past-/ });
  return {
    replayed: result.orders,
    replayMoved: result.moved,
    replayFailed: result.failed,
    replaySeconds: tenth((performance.now() - began) / 1000),
    replayPerSecond: Math.round((result.orders * 1000) / (performance.now() - began)),
  };
}

/** Orders of the last weeks, closed, as a city has them. */
async function writePast(store: Store, count: number, now: number): Promise<void> {
  const orders = randomOrders({
    ...{ count, seed: 1, from: now - 50 * DAY_MS, until: now - 10 * DAY_MS },
    ...{ categories: ['city-appearance', 'noise'], units: ['urban-management'], areas: ['donghu'] },
  });
  let chunk: OrderDocument[] = [];
  for (const { orderNo, facts, clock, finishedAt } of orders) {
    chunk.push({
      ...order(`past-${orderNo}`, new Date(clock.firstDispatchedAt ?? now)),
      ...(facts as Partial<OrderDocument>),
      ...(clock as Partial<OrderDocument>),
      status: 'closed',
      ...(finishedAt === undefined ? {} : { finishedAt }),
    });
    if (chunk.length < CHUNK) continue;
    await store.orders.insertMany(chunk, { lean: true, ordered: false });
    chunk = [];
  }
  if (chunk.length > 0) await store.orders.insertMany(chunk, { lean: true, ordered: false });
}

async function apply(bench: Bench, change: string, count: number) {
  const { store, admin, system } = bench;
  await openOrders(bench, count);
  say(`${count} orders are open`);
  await pause(5000);
  const idle: number[] = [];
  for (let i = 0; i < IDLE_CALLS; i += 1) idle.push(await call(bench));
  await bringIntoForce(bench, change);
  const armedBefore = await jobsOf(system, 'hotline.plan-steps');
  const cpuBefore = cpuOf(system);
  const began = performance.now();
  const { runId } = await admin.request<{ runId: string }>('POST', `/api/rule-changes/${change}/apply`);
  const busy: number[] = [];
  let over = false;
  const calls = (async () => {
    while (!over) busy.push(await call(bench));
  })();
  const run = await ended(store, runId);
  const seconds = (performance.now() - began) / 1000;
  while ((await jobsOf(system, 'hotline.plan-steps')) < armedBefore + run.moved) await pause(200);
  const armed = (performance.now() - began) / 1000;
  const cpuAfter = cpuOf(system);
  over = true;
  await calls;
  const p95 = { idle: percentile(idle, 0.95), busy: percentile(busy, 0.95) };
  return {
    openOrders: run.done,
    moved: run.moved,
    faults: run.faultCount,
    applySeconds: tenth(seconds),
    armedSeconds: tenth(armed),
    cpuMsPerOrder: Object.fromEntries(
      Object.entries(cpuAfter).map(([part, ms]) => [part, tenth((ms - (cpuBefore[part] ?? 0)) / run.done)]),
    ),
    calls: busy.length,
    intakeIdleP95Ms: tenth(p95.idle),
    intakeBusyP95Ms: tenth(p95.busy),
    intakeFactor: tenth(p95.busy / p95.idle),
  };
}

/** Orders whose processes run in the engine, as far as the task to sign them. */
async function openOrders({ store, system }: Bench, count: number): Promise<void> {
  const camunda = new Camunda8({
    ZEEBE_GRPC_ADDRESS: system.zeebe.grpcAddress,
    ZEEBE_REST_ADDRESS: system.zeebe.restAddress,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
    zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE' },
  });
  const grpc = camunda.getZeebeGrpcApiClient();
  const ready = () => store.tasks.countDocuments({ elementId: 'SignOrder', state: 'open' });
  for (let made = 0; made < count; made += 100) {
    const orders = Array.from({ length: Math.min(100, count - made) }, () => ({
      ...order(randomUUID(), new Date()),
      kind: 'help' as const,
      category: 'city-appearance',
      urgency: 'normal' as const,
    }));
    await store.orders.insertMany(orders, { lean: true, ordered: false });
    await Promise.all(
      orders.map(({ _id: orderId, orderNo }) =>
        grpc.publishMessage({
          name: 'order-received',
          correlationKey: orderId,
          messageId: orderId,
          timeToLive: 0,
          variables: { orderId, orderNo },
        }),
      ),
    );
    while ((await ready()) < made + 100 - IN_FLIGHT) await pause(50);
    if (made % 2000 === 0) say(`${made} of ${count} orders are on their way`);
  }
  while ((await ready()) < count) await pause(100);
  await grpc.close();
}

async function bringIntoForce({ admin, approver }: Bench, change: string): Promise<void> {
  const url = `/api/rule-changes/${change}`;
  const revision = async (): Promise<number> =>
    (await admin.request<{ revision: number }>('GET', url)).revision;
  await admin.request('POST', `${url}/submit`, { revision: await revision() });
  await approver.request('POST', `${url}/approve`, { revision: await revision() });
  const { state, refusal } = await admin.request<{ state: string; refusal: unknown }>(
    'POST',
    `${url}/publish`,
    {},
  );
  if (state !== 'published') throw new Error(`not published: ${JSON.stringify(refusal)}`);
}

/** One call: ms until it is stored. The next one comes at its time. */
async function call({ agent }: Bench): Promise<number> {
  const began = performance.now();
  await agent.takeCall({
    title: '路灯不亮',
    text: '小区门口的路灯坏了,晚上路灯不亮,请派人维修路灯。',
    kind: 'help',
    category: 'city-appearance',
    callerType: 'citizen',
    caller: { name: '张三', phone: '13800000000' },
    area: 'donghu',
    channel: 'phone',
  });
  const ms = performance.now() - began;
  await pause(Math.max(0, CALL_EVERY_MS - ms));
  return ms;
}

async function ended(store: Store, runId: string): Promise<RuleRunDocument> {
  let told = performance.now();
  for (;;) {
    const run = await store.ruleRuns.findById(runId).lean<RuleRunDocument>();
    if (run === null) throw new Error(`there is no run ${runId}`);
    if (run.state === 'failed') throw new Error(`the run failed: ${JSON.stringify(run.result)}`);
    if (run.state === 'done' || run.state === 'stopped') return run;
    if (performance.now() - told > 5000) {
      told = performance.now();
      say(`${run.kind}: ${run.done} of ${run.total}`);
    }
    await pause(100);
  }
}

/** CPU time of each process so far, ms; Linux only. */
function cpuOf({ processes }: System): Record<string, number> {
  return Object.fromEntries(
    [...processes].flatMap(([name, { pid }]) => {
      if (pid === undefined) return [];
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return [[name, (Number(fields[11]) + Number(fields[12])) * 10]];
    }),
  );
}

/** Jobs of a type that the workers have done. */
async function jobsOf({ workersMetricsUrl }: System, type: string): Promise<number> {
  const text = await (await fetch(`${workersMetricsUrl}/metrics`)).text();
  return [...text.matchAll(/^jiesu_worker_job_seconds_count(\{[^}]*\}) (\S+)$/gm)]
    .filter(([, labels = '']) => labels.includes(`"${type}"`))
    .reduce((total, [, , value]) => total + Number(value), 0);
}

function order(id: string, at: Date): OrderDocument {
  return {
    _id: id,
    orderNo: `JS20260101-${id}`,
    title: '路灯不亮',
    text: '小区门口的路灯坏了,晚上路灯不亮,请派人维修路灯。',
    callerType: 'citizen',
    channel: 'phone',
    area: 'donghu',
    anonymous: false,
    caller: {},
    status: 'received',
    receivedAt: at,
    ...{ returns: [], reminders: [], redos: [], redoCount: 0, activeElements: [], outbox: [] },
    version: 0,
    createdBy: 'bench',
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
