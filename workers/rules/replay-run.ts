import { setImmediate as turn } from 'node:timers/promises';
import { DomainError, deadlineFacts } from '@jiesu/domain';
import { Replay } from '@jiesu/rules';
import type { OrderDocument, RuleChangeDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import type { RunRecord } from './run-record.ts';
import { sideOf } from './sides.ts';

/** What a deadline follows from, and nothing of the person who called. */
const FIELDS = {
  ...{
    orderNo: 1,
    title: 1,
    unitId: 1,
    kind: 1,
    urgency: 1,
    callerType: 1,
    channel: 1,
    category: 1,
    area: 1,
  },
  ...{ redoCount: 1, statutoryMatter: 1, redos: 1, pauses: 1, extensions: 1, finishedAt: 1 },
  ...{ dispatchedAt: 1, firstDispatchedAt: 1, urgencyRaisedAt: 1 },
};
const DAY_MS = 86_400_000;
const BATCH = 1000;
/** Orders between two looks at other work, a few ms of computing. */
const AT_ONCE = 100;
const REPORT_EVERY_MS = 500;

/**
 * Tries a change on the orders of the last days: by the rules in force and by those of the change. It only reads, so
 * after a kill it begins again. `now` is business time in ms.
 */
export async function runReplay(context: WorkerContext, record: RunRecord, now: number): Promise<void> {
  const { store } = context;
  const { run } = record;
  const change = await store.ruleChanges.findById(run.changeId).lean<RuleChangeDocument | null>();
  if (change === null) throw new DomainError('NOT_FOUND');
  const { texts, city } = context.rules;
  const replay = new Replay({
    before: await sideOf(texts),
    after: await sideOf(
      new Map([...texts, ...change.files.map(({ file, content }) => [file, content] as const)]),
    ),
    now,
    units: new Map(city.units.units.map(({ id, zh, en }) => [id, { zh, en }])),
  });
  const orders = {
    receivedAt: { $gte: new Date(now - (run.options.days ?? 30) * DAY_MS), $lte: new Date(now) },
    dispatchedAt: { $exists: true },
  };
  const total = await store.orders.countDocuments(orders);
  let goOn = await record.progress({ total, done: 0 });
  let done = 0;
  let reported = performance.now();
  // plain documents: nothing of them is written back
  const found = store.orders.collection.find<OrderDocument>(orders, { projection: FIELDS, batchSize: BATCH });
  for await (const { title, finishedAt, ...order } of found) {
    replay.add({
      orderNo: order.orderNo,
      title,
      facts: deadlineFacts(order),
      clock: order,
      ...(finishedAt === undefined ? {} : { finishedAt }),
    });
    done += 1;
    if (done % AT_ONCE !== 0) continue;
    await turn();
    if (performance.now() - reported < REPORT_EVERY_MS) continue;
    reported = performance.now();
    goOn = await record.progress({ done });
    if (!goOn) break;
  }
  if (goOn) await record.progress({ done, total: done });
  const result = replay.result();
  await record.end(goOn ? 'done' : 'stopped', now, { ...result });
}
