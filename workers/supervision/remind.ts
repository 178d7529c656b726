import { z } from 'zod';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import {
  deadlinePointSchema,
  deadlineVariable,
  isNeeded,
  limitsSchema,
  nextPoint,
  pointsOf,
  withPoint,
} from '../deadlines/index.ts';
import type { Limits } from '../deadlines/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

/**
 * `hotline.remind`: records a reminder and names the next point of the deadline. The occasion is the header `occasion`
 * or the point that was waited for. Nobody is reminded of what is done by now: an order that was signed in time.
 */
export const remind = defineJob({
  type: 'hotline.remind',
  input: z.object({ orderId: z.string(), deadline: optional(deadlinePointSchema) }),
  async handle(call, context: WorkerContext) {
    const { job, at } = call;
    const fixed = job.headers['occasion'];
    const occasion = fixed ?? call.input.deadline?.nextOccasion ?? 'due';
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      const needed = isNeeded({ occasion }, current);
      const event = { type: 'reminder-sent' as const, data: { occasion, unitId: current.unitId ?? null } };
      if (current.reminders.some(({ id }) => id === job.key)) return { event };
      const deadline = fixed === undefined ? advanced(current, occasion, at, context) : undefined;
      const set = deadline === undefined ? {} : { set: { deadline } };
      if (!needed) return { change: set };
      return {
        event,
        change: {
          ...set,
          add: { reminders: [{ id: job.key, occasion, at: new Date(at), elementId: job.elementId }] },
        },
      };
    });
    if (fixed !== undefined || order.deadline === undefined) return {};
    return { variables: { deadline: deadlineVariable(order.deadline) } };
  },
});

function advanced(
  order: OrderDocument,
  occasion: string,
  now: number,
  { calendar }: WorkerContext,
): OrderDeadline | undefined {
  const { deadline } = order;
  // advanced before, when nothing had to be recorded: the same job is delivered again
  if (deadline === undefined || deadline.nextOccasion !== occasion) return undefined;
  const points = pointsOf(deadline, remindersOf(deadline.limits), order, calendar);
  const passed = { at: deadline.nextAt?.getTime() ?? now, occasion };
  return withPoint(deadline, nextPoint(points, order, now, passed));
}

function remindersOf(limits: OrderDeadline['limits']): Pick<Limits, 'remindBeforeHours'> {
  const parsed = limitsSchema.pick({ remindBeforeHours: true }).safeParse(limits ?? {});
  return { remindBeforeHours: parsed.data?.remindBeforeHours };
}
