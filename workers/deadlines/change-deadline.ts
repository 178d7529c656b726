import type { OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { Step, WorkerContext } from '../context/index.ts';
import type { Job } from '../runtime/index.ts';
import { deadlineVariable } from './deadline-variable.ts';
import { deadlineSet } from './deadline-history.ts';
import { calendarOf, recomputed } from './order-deadline.ts';
import { supervised } from './supervision-plan.ts';

interface Call {
  readonly job: Job;
  readonly at: number;
}

/**
 * A step that moves an order's deadline: `decide` says what happens; the deadline is computed anew from the order as it
 * is then, in the same write, and every scope that waits for `deadline-changed` hears of it. Delivered again, it changes
 * nothing and says the same.
 */
export async function changeDeadline(
  context: WorkerContext,
  call: Call,
  orderId: string,
  decide: (order: OrderDocument) => Step,
): Promise<OrderDocument> {
  const order = await takeStep(context, call, orderId, (current) => {
    const step = decide(current);
    if (step.change === undefined) return step;
    return {
      ...step,
      change: { ...step.change, set: { ...step.change.set, ...moved(current, step, call, context) } },
    };
  });
  await publishDeadline(context, call.job.key, order);
  return order;
}

/**
 * Long enough for a scope that is just between two waits. Not longer: the next round of the order must not hear of the
 * deadline of the one before.
 */
const TIME_TO_LIVE_MS = 60_000;

/** Tells the scopes that wait for it when the order is due by now. `cause`: key of the job, or what else tells why. */
export async function publishDeadline(
  context: Pick<WorkerContext, 'publish'>,
  cause: string,
  order: OrderDocument,
): Promise<void> {
  if (order.deadline === undefined) return;
  await context.publish({
    name: 'deadline-changed',
    correlationKey: order._id,
    cause,
    variables: {
      deadline: deadlineVariable(order.deadline),
      urgency: order.urgency ?? 'normal',
      limits: order.deadline.limits ?? null,
    },
    timeToLiveMs: TIME_TO_LIVE_MS,
  });
  await publishAssisting(context, cause, order);
}

/** The assisting units are due before the lead, so theirs move too. */
async function publishAssisting(
  context: Pick<WorkerContext, 'publish'>,
  cause: string,
  order: OrderDocument,
): Promise<void> {
  for (const { unitId, at, missedAt } of order.assisting ?? []) {
    if (at !== undefined || missedAt !== undefined) continue;
    await context.publish({
      name: 'assist-deadline-changed',
      correlationKey: `${order._id}:${unitId}`,
      cause: `${cause}:${unitId}`,
      timeToLiveMs: TIME_TO_LIVE_MS,
    });
  }
}

function moved(
  order: OrderDocument,
  { change, event }: Step,
  call: Call,
  { rules }: WorkerContext,
): Pick<OrderDocument, 'deadline' | 'deadlineHistory'> {
  const after: OrderDocument = {
    ...order,
    ...change?.set,
    extensions: [...(change?.set?.extensions ?? order.extensions ?? []), ...(change?.add?.extensions ?? [])],
    pauses: [...(change?.set?.pauses ?? order.pauses ?? []), ...(change?.add?.pauses ?? [])],
  };
  const deadline = recomputed(after, call.at, rules);
  if (deadline === undefined) return {};
  return deadlineSet(after, supervised(after, deadline, call.at, calendarOf(after, rules)), {
    at: call.at,
    cause: event?.type ?? 'deadlines-changed',
    by: call.job.key,
  });
}
