import { z } from 'zod';
import {
  STEP_ACTIONS,
  STEP_ANCHORS,
  nextPoint,
  pausesUntil,
  planPoints,
  timeUnitSchema,
} from '@jiesu/domain';
import type {
  StepAnchors,
  StepFacts,
  SupervisionPoint,
  SupervisionStep,
  WorkingCalendar,
} from '@jiesu/domain';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';
import { optional } from '../runtime/index.ts';

/** A row of the decision `supervision-steps`. */
export const stepSchema = z.object({
  step: z.string(),
  occasion: z.string(),
  anchor: z.enum(STEP_ANCHORS),
  amount: z.number(),
  unit: timeUnitSchema,
  action: z.enum(STEP_ACTIONS),
  unless: optional(z.enum(['signed', 'contacted', 'pushed', 'on-site', 'replied', 'approved'])),
  dutyHours: optional(z.boolean()).transform((value) => value ?? false),
  graceMinutes: optional(z.number().nonnegative()),
  /** When a task that the step makes is due. */
  taskAmount: optional(z.number().positive()),
  taskUnit: optional(timeUnitSchema),
});
export type StepRule = z.output<typeof stepSchema>;

/** What makes steps of supervision needless. */
export function stepFacts(order: OrderDocument): StepFacts {
  return {
    signed: order.signedAt !== undefined,
    contacted: order.contactedAt !== undefined,
    pushed: order.pushedAt !== undefined && order.pushedAt >= (order.deadline?.startAt ?? order.pushedAt),
    'on-site': order.onSiteAt !== undefined,
    replied: order.finishedAt !== undefined,
    approved: order.approvedAt !== undefined,
  };
}

/** All points of supervision of an order, done or not. `now` in ms since 1970 UTC. */
export function orderPoints(
  order: OrderDocument,
  deadline: OrderDeadline,
  rules: readonly SupervisionStep[],
  now: number,
  calendar: WorkingCalendar,
): SupervisionPoint[] {
  return planPoints(rules, anchorsOf(deadline), calendar, {
    pauses: pausesUntil(order, now),
    ...(order.unitId === undefined ? {} : { forUnit: order.unitId }),
  });
}

/** The rules that an order is supervised by, as they were stored with it. */
export function rulesOf(order: Pick<OrderDocument, 'stepRules'>): StepRule[] {
  return (order.stepRules ?? []).flatMap((rule) => stepSchema.safeParse(rule).data ?? []);
}

/** A deadline that waits for the order's next point of supervision, or for none. */
export function supervised(
  order: OrderDocument,
  deadline: OrderDeadline,
  now: number,
  calendar: WorkingCalendar,
): OrderDeadline {
  const next = nextPoint(orderPoints(order, deadline, rulesOf(order), now, calendar), {
    taken: (order.steps ?? []).map(({ step, basis }) => ({ step, basis: basis.getTime() })),
    facts: stepFacts(order),
    now,
    paused: deadline.pausedSince !== undefined,
  });
  const rest = withoutPoint(deadline);
  if (next === undefined) return rest;
  return { ...rest, nextAt: new Date(next.at), nextOccasion: next.occasion, nextStep: next.step };
}

/** A deadline at which nothing is waited for any more. */
export function withoutPoint(deadline: OrderDeadline): OrderDeadline {
  const rest = { ...deadline };
  delete rest.nextAt;
  delete rest.nextOccasion;
  delete rest.nextStep;
  return rest;
}

function anchorsOf(deadline: OrderDeadline): StepAnchors {
  const anchor = (at: Date | undefined, nominal: Date | undefined = at) =>
    at === undefined ? undefined : { at: at.getTime(), nominal: (nominal ?? at).getTime() };
  const { startAt, dueAt, signDueAt, onSiteDueAt, pushDueAt, callbackDueAt, nominal } = deadline;
  const anchors = {
    dispatched: anchor(startAt),
    due: anchor(dueAt, nominal?.dueAt),
    'sign-due': anchor(signDueAt, nominal?.signDueAt),
    'on-site-due': anchor(onSiteDueAt),
    'push-due': anchor(pushDueAt),
    'callback-due': anchor(callbackDueAt),
  };
  return Object.fromEntries(Object.entries(anchors).filter(([, value]) => value !== undefined));
}
