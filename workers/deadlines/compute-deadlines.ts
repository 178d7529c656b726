import { z } from 'zod';
import { URGENCIES, limitsSchema, orderDeadline } from '@jiesu/domain';
import type { Urgency } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { StepEvent, WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { publishDeadline } from './change-deadline.ts';
import { deadlineSet } from './deadline-history.ts';
import { deadlineVariable } from './deadline-variable.ts';
import { deadlineVersions } from './order-deadline.ts';
import { supervised } from './supervision-plan.ts';

/**
 * `hotline.compute-deadlines`: turns the limits of the decision table into date-times on the working calendar, keeps
 * how each came about day by day, and names the first point to watch. Header `mode`: `change` computes
 * anew because a rule changed while the order is in work, and tells every scope that waits for it.
 */
export const computeDeadlines = defineJob({
  type: 'hotline.compute-deadlines',
  input: z.object({
    orderId: z.string(),
    limits: limitsSchema,
    urgency: optional(z.enum(URGENCIES)),
    statutoryMatter: optional(z.string()),
  }),
  async handle(call, context: WorkerContext) {
    const { limits, orderId, statutoryMatter } = call.input;
    const mode = call.job.headers['mode'] ?? 'start';
    const order = await takeStep(context, call, orderId, (found) => {
      if (found.deadline?.computedBy === call.job.key) return { event: eventOfMode(mode, found) };
      const raise = mode === 'change' ? raised(found, call.input, call.at) : {};
      const current: OrderDocument = { ...found, ...raise };
      const ended = withoutPauseInEmergency(current, call.at);
      const { calendar } = context;
      const deadline = {
        ...orderDeadline(ended, limits, call.at, calendar),
        ...deadlineVersions(context.rules),
      };
      const armed = { ...supervised(ended, deadline, call.at, calendar), computedBy: call.job.key };
      return {
        change: {
          set: {
            ...raise,
            ...deadlineSet(ended, armed, { at: call.at, cause: causeOf(mode, ended), by: call.job.key }),
            // so that other rules can be tried on the order later
            ...(statutoryMatter === undefined ? {} : { statutoryMatter }),
            ...(ended.pauses === undefined ? {} : { pauses: ended.pauses }),
          },
        },
        event: eventOfMode(mode, { ...current, deadline: armed }),
      };
    });
    if (mode === 'change') await publishDeadline(context, call.job.key, order);
    if (mode === 'start' && limits.statutory === true) await tellLongerLimit(context, call, order);
    if (order.deadline === undefined) return {};
    const deadline = deadlineVariable(order.deadline);
    return { variables: { deadline, ...(mode === 'start' ? { outcome: null } : {}) } };
  },
});

function eventOfMode(mode: string, { deadline, urgency }: OrderDocument): StepEvent {
  return {
    type: mode === 'start' ? 'deadlines-computed' : 'deadlines-changed',
    data: {
      rule: deadline?.rule ?? null,
      urgency: urgency ?? null,
      dueAt: deadline?.dueAt ?? null,
      signDueAt: deadline?.signDueAt ?? null,
    },
  };
}

function causeOf(mode: string, { redos }: OrderDocument): string {
  if (mode === 'change') return 'urgency-raised';
  return redos.length > 0 ? 'redo' : 'dispatched';
}

/** The rule changed because somebody raised the urgency: their request is granted by it. */
function raised(
  order: OrderDocument,
  input: { readonly urgency?: Urgency | undefined },
  now: number,
): Partial<OrderDocument> {
  const { urgency } = input;
  if (urgency === undefined || urgency === order.urgency) return {};
  const at = new Date(now);
  return {
    urgency,
    urgencyRaisedAt: at,
    requests: (order.requests ?? []).map((request) =>
      // no two requests of a type are open at once, and the model may pass only the urgency on
      request.type === 'urgency' && request.state === 'open'
        ? { ...request, state: 'approved' as const, decidedAt: at, decidedBy: request.by }
        : request,
    ),
  };
}

/** An emergency is never paused: a pause that lasts ends when the order becomes one. */
function withoutPauseInEmergency(order: OrderDocument, now: number): OrderDocument {
  if (order.urgency !== 'emergency' || !order.pauses?.some(({ to }) => to === undefined)) return order;
  return { ...order, pauses: order.pauses.map((pause) => ({ to: new Date(now), ...pause })) };
}

async function tellLongerLimit(
  context: WorkerContext,
  call: { readonly job: { readonly key: string }; readonly at: number },
  order: OrderDocument,
): Promise<void> {
  const dueAt = order.deadline === undefined ? null : deadlineVariable(order.deadline).dueAt;
  await context.notify([
    {
      id: `longer-limit:${call.job.key}`,
      template: 'caller-longer-limit',
      to: { caller: true },
      orderId: order._id,
      orderNo: order.orderNo,
      data: { dueAt },
      at: call.at,
    },
  ]);
}
