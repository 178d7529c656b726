/**
 * Whole lives a second that database and handlers bear without an engine, and what a life costs, as one JSON line:
 * `node --import tsx workers/testing/life.bench.ts [--orders N] [--at-once N]` (200 and 16).
 */
import path from 'node:path';
import { connectStore, loadCityConfig, rulesOfCity } from '@jiesu/store';
import { newOrder, openTestStore } from '@jiesu/store/testing';
import { HANDLERS } from '../app.ts';
import { createContext } from '../context/index.ts';
import { documentIssuer } from '../documents/index.ts';
import { createLogger } from '../runtime/index.ts';
import type { Job, TaskListener } from '../runtime/index.ts';
import { ROOT } from './engine-process.ts';

const AT = Date.parse('2026-03-02T10:00:00+08:00');
const LIMITS = { signAmount: 1, signUnit: 'working-days', handleAmount: 4, handleUnit: 'working-days' };
const STEPS = [48, 24].map((hours) => ({
  step: `before-${hours}`,
  occasion: `before-${hours}h`,
  anchor: 'due',
  amount: -hours,
  unit: 'hours',
  action: 'remind',
  dutyHours: true,
}));
const RULE = { tries: 3, slots: ['09:00-12:00'], amount: 1, unit: 'working-days', atOnce: true };

/** The jobs of a life in their order; a task is created and completed. */
const LIFE: readonly (readonly [string, Record<string, unknown>?])[] = [
  ['hotline.classify'],
  ['hotline.dispatch'],
  ['hotline.issue-document'],
  ['hotline.compute-deadlines', { limits: LIMITS }],
  ['hotline.plan-steps', { steps: STEPS }],
  ['SignOrder', { signResult: 'sign' }],
  ['hotline.plan-assisting'],
  ['ContactCaller', { contactResult: 'reached' }],
  ['HandleOrder', { result: 'solved', reply: '路灯已经修好,已当面告知。' }],
  ['hotline.measure-reply'],
  ['ReviewReply', { reviewResult: 'approve' }],
  ['hotline.reply-to-merged'],
  ['hotline.schedule-callback', { callbackRule: RULE }],
  ['CallBack', { callbackResult: 'satisfied', solved: true }],
  ['hotline.evaluate'],
  ['hotline.close'],
];

const orders = option('--orders', 200);
const atOnce = option('--at-once', 16);
const test = await openTestStore();
const rules = rulesOfCity(await loadCityConfig(path.join(ROOT, 'config')));
let commands = 0;
let databaseSeconds = 0;
const store = await connectStore(test.uri, {
  appName: 'life-bench',
  onCommand: (seconds) => {
    commands += 1;
    databaseSeconds += seconds;
  },
});
const nothing = () => Promise.resolve();
const context = createContext({
  store,
  rules: () => rules,
  logger: createLogger('silent'),
  processXml: () => Promise.resolve(undefined),
  send: nothing,
  setDueDate: () => Promise.resolve(true),
  notify: nothing,
  issueDocument: documentIssuer(store, rules.city),
});
let keys = 0;

await lives(atOnce);
commands = 0;
databaseSeconds = 0;
const cpu = process.cpuUsage();
const began = performance.now();
await lives(orders);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  `${JSON.stringify({
    workload: 'life',
    orders,
    atOnce,
    livesPerSecond: tenth(orders / seconds),
    commandsPerLife: tenth(commands / orders),
    databaseMsPerLife: tenth((databaseSeconds * 1000) / orders),
    workerCpuMsPerLife: tenth((user + system) / 1000 / orders),
  })}\n`,
);
await store.close();
await test.stop();

async function lives(count: number): Promise<void> {
  let next = 0;
  const round = (keys += 1);
  const lane = async () => {
    for (let i = next++; i < count; i = next++) await life(`${round}-${i}`);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function life(id: string): Promise<void> {
  await store.orders.insertMany([newOrder(id, { category: 'city-appearance', urgency: 'normal' })], {
    lean: true,
  });
  for (const [what, values = {}] of LIFE) {
    if (what.startsWith('hotline.')) await run(what, { orderId: id, ...values }, what);
    else await handIn(id, what, values);
  }
}

async function handIn(orderId: string, elementId: string, values: Record<string, unknown>): Promise<void> {
  const key = String((keys += 1));
  const listener = (event: TaskListener['event']): TaskListener => ({
    event,
    userTaskKey: key,
    assignee: undefined,
    candidateGroups: ['role:any'],
    candidateUsers: [],
    dueDate: undefined,
    priority: 50,
  });
  await run('hotline.task', { orderId }, elementId, listener('creating'));
  await run('hotline.task', { orderId, ...values }, elementId, listener('completing'), values);
}

async function run(
  type: string,
  variables: Record<string, unknown>,
  elementId: string,
  listener?: TaskListener,
  submission?: Record<string, unknown>,
): Promise<void> {
  const handler = HANDLERS.find((entry) => entry.type === type);
  if (handler === undefined) throw new Error(`no worker registered for job type <${type}>`);
  if (listener !== undefined && submission !== undefined) {
    // as the server does before it completes the task in the engine
    await store.tasks.updateOne({ _id: listener.userTaskKey }, { $set: { state: 'completing', submission } });
  }
  const job: Job = {
    key: String((keys += 1)),
    type,
    elementId,
    elementInstanceKey: '1',
    processInstanceKey: '7',
    processDefinitionKey: '3',
    processId: 'work-order',
    retries: 3,
    deadline: AT + handler.timeoutMs,
    headers: {},
    variables,
    ...(listener === undefined ? {} : { listener }),
  };
  await handler.handle(job, context);
}

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
