import { z } from 'zod';
import type { TimeUnit, WorkingCalendar } from '@jiesu/domain';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';
import { deadlineVariable } from './deadline-variable.ts';
import { limitsSchema } from './limits.ts';
import type { Limits } from './limits.ts';
import { nextPoint, pointsOf, withPoint } from './points.ts';

/**
 * `hotline.compute-deadlines`: turns the limits of the decision table into date-times on the working calendar, keeps
 * how each came about day by day, and names the first point to watch. With the header `mode=rearm` the deadline that
 * the order holds by now is watched on: whoever changed it has computed it.
 */
export const computeDeadlines = defineJob({
  type: 'hotline.compute-deadlines',
  input: z.object({ orderId: z.string(), limits: limitsSchema }),
  async handle(call, context: WorkerContext) {
    const { limits, orderId } = call.input;
    const rearm = call.job.headers['mode'] === 'rearm';
    const order = await takeStep(context, call, orderId, (current) => {
      const deadline =
        rearm && current.deadline !== undefined
          ? current.deadline
          : freshDeadline(current, limits, call.at, context.calendar);
      const armed = arm(current, deadline, limits, call.at, context.calendar);
      return {
        change: { set: { deadline: armed } },
        event: {
          type: rearm ? 'deadlines-changed' : 'deadlines-computed',
          data: { rule: armed.rule ?? null, dueAt: armed.dueAt ?? null, signDueAt: armed.signDueAt ?? null },
        },
      };
    });
    return order.deadline === undefined ? {} : { variables: { deadline: deadlineVariable(order.deadline) } };
  },
});

function arm(
  order: OrderDocument,
  deadline: OrderDeadline,
  limits: Limits,
  now: number,
  calendar: WorkingCalendar,
): OrderDeadline {
  const points = pointsOf(deadline, limits, order, calendar);
  // what was reminded of since this deadline began is not reminded of again
  const done = order.reminders.filter(({ at }) => at >= deadline.startAt).map(({ occasion }) => occasion);
  const passed = points.findLast(({ occasion, at }) => done.includes(occasion) && at <= now);
  return withPoint(deadline, nextPoint(points, order, now, passed));
}

/** The clock runs since dispatch, or since the redo. */
function startOf(order: OrderDocument, now: number): number {
  const times = [order.dispatchedAt, order.redos.at(-1)?.at].map((date) => date?.getTime() ?? 0);
  return Math.max(...times) || now;
}

function freshDeadline(
  order: OrderDocument,
  limits: Limits,
  now: number,
  calendar: WorkingCalendar,
): OrderDeadline {
  const start = startOf(order, now);
  const options = {
    unpublished: 'mark' as const,
    ...(order.unitId === undefined ? {} : { forUnit: order.unitId }),
  };
  const compute = (amount: number | undefined, unit: TimeUnit | undefined) =>
    amount === undefined || unit === undefined
      ? undefined
      : calendar.addWorkingTime(start, amount, unit, options);
  const emergency = order.urgency === 'emergency';
  // a squad does not sign, it goes
  const sign = emergency ? undefined : compute(limits.signAmount, limits.signUnit);
  const handle = calendar.addWorkingTime(start, limits.handleAmount, limits.handleUnit, options);
  const onSite = emergency ? compute(limits.onSiteAmount, limits.onSiteUnit) : undefined;
  const push = emergency ? compute(limits.pushAmount, limits.pushUnit) : undefined;
  return {
    startAt: new Date(start),
    dueAt: new Date(handle.dueAt),
    ...(sign === undefined ? {} : { signDueAt: new Date(sign.dueAt) }),
    ...(onSite === undefined ? {} : { onSiteDueAt: new Date(onSite.dueAt) }),
    ...(push === undefined ? {} : { pushDueAt: new Date(push.dueAt) }),
    explanation: { sign: [...(sign?.explanation ?? [])], handle: [...handle.explanation] },
    crossesUnpublished: handle.crossesUnpublished || (sign?.crossesUnpublished ?? false),
    limits: { ...limits },
    ...(limits.rule === undefined ? {} : { rule: limits.rule }),
    ...(limits.basis === undefined ? {} : { basis: limits.basis }),
  };
}
