import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseUnavailable, openOrders, readRules, updateOrder } from '@jiesu/store';
import type { ConfigTexts, EventDocument, OrderDeadline, OrderDocument } from '@jiesu/store';
import { publishDeadline } from '../deadlines/index.ts';
import { systemActor } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { applied, computedByRun, isMoved } from './apply-to-order.ts';
import type { Application } from './apply-to-order.ts';
import type { RunProgress, RunRecord } from './run-record.ts';
import { sideOf } from './sides.ts';

export interface ApplyOptions {
  /** Files of the repository: what rules without a version say. */
  readonly files: ConfigTexts;
  /** Most orders a second: what they set off leaves room for normal work. */
  readonly perSecond: number;
}

type Fault = NonNullable<RunProgress['faults']>[number];
type Outcome = { readonly moved: boolean; readonly fault?: Fault };

/** As many as one write of orders takes. */
const BATCH = 64;
/** Orders may get a deadline by the rules before while a run goes over them; the next pass finds those. */
const MOST_PASSES = 3;

/**
 * Gives open orders the deadlines that follow from the versions of a run, and tells their processes, which arm their timers
 * anew. The run is the outbox: its cursor moves on only when a batch is written and told, so after a kill the batch is done
 * again. An order that has its deadline by then is not written again; its process is told again, and the engine drops what
 * it holds already or arms the same moment. `now` is business time in ms.
 */
export async function runApply(
  context: WorkerContext,
  record: RunRecord,
  now: number,
  options: ApplyOptions,
): Promise<void> {
  const application = await applicationOf(context, record, options.files);
  let { done, moved, cursor } = record.run;
  let ids = await openIds(context, cursor);
  const failed = new Set<string>();
  let goOn = await record.progress({ total: done + ids.length });
  for (let pass = 1; goOn && ids.length > 0; pass += 1) {
    for (let i = 0; goOn && i < ids.length; i += BATCH) {
      const began = performance.now();
      const batch = ids.slice(i, i + BATCH);
      const outcomes = await Promise.all(batch.map((id) => applyTo(context, id, application, now)));
      done += batch.length;
      moved += outcomes.filter((outcome) => outcome.moved).length;
      cursor = batch.at(-1) ?? cursor;
      const faults = outcomes.flatMap(({ fault }) => fault ?? []);
      batch.filter((_id, j) => outcomes[j]?.fault !== undefined).forEach((id) => failed.add(id));
      goOn = await record.progress({ done, moved, faults, ...(cursor === undefined ? {} : { cursor }) });
      await pause(Math.max(0, (batch.length * 1000) / options.perSecond - (performance.now() - began)));
    }
    if (!goOn || pass === MOST_PASSES) break;
    ids = (await behindIds(context, application)).filter((id) => !failed.has(id));
    goOn = await record.progress({ total: done + ids.length });
  }
  await record.end(goOn ? 'done' : 'stopped', now, { orders: done, moved });
}

async function applicationOf(
  context: WorkerContext,
  { run }: RunRecord,
  files: ConfigTexts,
): Promise<Application> {
  const numbers = { ...context.rules.numbers, ...run.options.numbers };
  const rules = await readRules(context.store, files, numbers);
  const { deadlines, calendar } = rules.numbers;
  return {
    runId: run._id,
    cause: run.kind === 'undo' ? 'undo' : 'rule-change',
    side: await sideOf(rules.texts),
    ruleVersions: {
      ...(deadlines === undefined ? {} : { deadlines }),
      ...(calendar === undefined ? {} : { calendar }),
    },
  };
}

async function openIds({ store }: WorkerContext, after: string | undefined): Promise<string[]> {
  const filter = { ...openOrders(), ...(after === undefined ? {} : { _id: { $gt: after } }) };
  return idsOf(await store.orders.find(filter, { _id: 1 }).lean<{ _id: string }[]>());
}

/** Orders that came, or were computed by the rules before, while the run was on its way. */
async function behindIds({ store }: WorkerContext, { ruleVersions }: Application): Promise<string[]> {
  const { deadlines, calendar } = ruleVersions;
  const behind = {
    ...openOrders(),
    $or: [
      { 'deadline.ruleVersions.deadlines': { $ne: deadlines } },
      { 'deadline.ruleVersions.calendar': { $ne: calendar } },
    ],
  };
  return idsOf(await store.orders.find(behind, { _id: 1 }).lean<{ _id: string }[]>());
}

function idsOf(found: readonly { readonly _id: string }[]): string[] {
  return found.map(({ _id }) => _id).sort();
}

async function applyTo(
  context: WorkerContext,
  orderId: string,
  application: Application,
  now: number,
): Promise<Outcome> {
  let before: OrderDeadline | undefined;
  let orderNo = orderId;
  try {
    const order = await updateOrder(context.store, orderId, (current) => {
      before = current.deadline;
      orderNo = current.orderNo;
      return applied(current, application, now);
    });
    const { deadline } = order;
    if (deadline?.computedBy !== computedByRun(application.runId)) return { moved: false };
    // written by the try before a kill: whether it moved is not known any more, so it is told again
    const again = before?.computedBy === deadline.computedBy;
    const moved = !again && before !== undefined && isMoved(before, deadline);
    if (!again && !moved) return { moved };
    await context.events.record(eventOf(order, application, now));
    await publishDeadline(context, `${computedByRun(application.runId)}:${orderId}`, order);
    return { moved };
  } catch (error) {
    if (isDatabaseUnavailable(error) || isEngineAway(error)) throw error;
    return {
      moved: false,
      fault: { orderNo, detail: error instanceof Error ? error.message : String(error) },
    };
  }
}

function eventOf(order: OrderDocument, { runId, cause }: Application, now: number): EventDocument {
  const { deadline } = order;
  return {
    _id: `${computedByRun(runId)}:${order._id}`,
    orderId: order._id,
    orderNo: order.orderNo,
    at: new Date(now),
    type: 'deadlines-changed',
    actor: systemActor('rules'),
    data: {
      rule: deadline?.rule ?? null,
      urgency: order.urgency ?? null,
      dueAt: deadline?.dueAt ?? null,
      signDueAt: deadline?.signDueAt ?? null,
      cause,
      run: runId,
    },
  };
}

/** Codes of gRPC and of sockets while the engine is away or full: the batch waits. */
const AWAY = new Set<unknown>([4, 8, 14, 'ECONNREFUSED', 'ECONNRESET', 'ENGINE_UNAVAILABLE']);

function isEngineAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && AWAY.has(error.code);
}
