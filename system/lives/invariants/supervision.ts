import type { TimeUnit, WorkingCalendar } from '@jiesu/domain';
import type { OrderDocument, OrderStep } from '@jiesu/store';
import type { Broken } from './broken.ts';
import { readClock } from './clock.ts';

/** The moment of a judgement and the one before it, at which the clock stood; ms since 1970. */
export interface Moment {
  readonly now: number;
  readonly before: number;
}

const ACTION_OF_CARD = { yellow: 'yellow-card', red: 'red-card' } as const;
const DONE: Readonly<Record<string, (order: OrderDocument) => Date | undefined>> = {
  signed: ({ signedAt }) => signedAt,
  contacted: ({ contactedAt }) => contactedAt,
  pushed: ({ pushedAt }) => pushedAt,
  'on-site': ({ onSiteAt }) => onSiteAt,
  replied: ({ finishedAt }) => finishedAt,
  approved: ({ approvedAt }) => approvedAt,
};

/**
 * Whether what supervision did at this moment had its cause then: the point of the rule had just come by the order's own
 * clock, and what it asks for was not done. To be asked when nothing is due any more.
 */
export function causedNow(order: OrderDocument, moment: Moment, calendar: WorkingCalendar): Broken[] {
  const steps = (order.steps ?? []).filter(({ at, taken }) => taken && at.getTime() === moment.now);
  const broken: Broken[] = [];
  const tell = (what: string): void => void broken.push({ orderId: order._id, what });
  for (const step of steps) {
    const why = withoutCause(order, step, moment, calendar);
    if (why !== undefined) tell(`${step.action} ${step.step}: ${why}`);
  }
  return broken;
}

function withoutCause(
  order: OrderDocument,
  step: OrderStep,
  { now, before }: Moment,
  calendar: WorkingCalendar,
): string | undefined {
  const rule = order.stepRules?.find((entry) => entry['step'] === step.step);
  if (rule === undefined) return undefined; // other rules apply by now: the order has become urgent at this very moment
  const done = DONE[String(rule['unless'])]?.(order);
  if (done !== undefined && done.getTime() < now) return `what it asks for was done at ${done.toISOString()}`;
  if (
    (order.pauses ?? []).some(
      ({ from, to }) => from.getTime() < now && (to === undefined || to.getTime() > now),
    )
  ) {
    return 'the clock stood still';
  }
  const point = pointOf(order, rule, now, calendar);
  if (point === undefined) return undefined;
  if (point > now) return `its point comes only at ${new Date(point).toISOString()}`;
  if (point <= before && !wasHeldUp(order, point, before, now)) {
    return `its point was at ${new Date(point).toISOString()}, before ${new Date(before).toISOString()}`;
  }
  return undefined;
}

/** A pause that ended, a dispatch or a change of the clock at this moment brings points up late. */
function wasHeldUp(order: OrderDocument, point: number, before: number, now: number): boolean {
  const moments = [
    ...(order.pauses ?? []).map(({ to }) => to),
    ...(order.dispatches ?? []).map(({ at }) => at),
    ...(order.extensions ?? []).map(({ at }) => at),
    order.urgencyRaisedAt,
    order.redos.at(-1)?.at,
  ];
  return moments.some(
    (at) => at !== undefined && at.getTime() > Math.min(point, before) && at.getTime() <= now,
  );
}

function pointOf(
  order: OrderDocument,
  rule: Readonly<Record<string, unknown>>,
  now: number,
  calendar: WorkingCalendar,
): number | undefined {
  const clock = readClock(order, now, calendar);
  const anchors: Readonly<Record<string, number | undefined>> = {
    dispatched: clock.startAt,
    due: clock.dueAt,
    'sign-due': clock.signDueAt,
    'on-site-due': order.deadline?.onSiteDueAt?.getTime(),
    'push-due': order.deadline?.pushDueAt?.getTime(),
  };
  const anchor = anchors[String(rule['anchor'])];
  const { amount, unit } = rule;
  if (anchor === undefined || typeof amount !== 'number') return undefined;
  const options = {
    pauses: (order.pauses ?? []).flatMap(({ from, to }) =>
      to === undefined ? [] : [{ from: from.getTime(), to: to.getTime() }],
    ),
    ...(order.unitId === undefined ? {} : { forUnit: order.unitId }),
  };
  const at =
    amount < 0
      ? calendar.subtractWorkingTime(anchor, -amount, unit as TimeUnit, options)
      : calendar.dueTime(anchor, amount, unit as TimeUnit, { ...options, unpublished: 'mark' }).at;
  const moved = rule['dutyHours'] === true ? Date.parse(calendar.nextWorkingMoment(at, order.unitId)) : at;
  return moved + Number(rule['graceMinutes'] ?? 0) * 60_000;
}

/** Every card, reminder and raise of an order belongs to one step of supervision that was taken then, and to one only. */
export function measuresOf(order: OrderDocument): Broken[] {
  const { steps = [], cards = [], raises = [], reminders, _id: orderId } = order;
  const left = steps.filter(({ taken }) => taken);
  const broken: Broken[] = [];
  const take = (what: string, fits: (step: OrderStep) => boolean): void => {
    const index = left.findIndex(fits);
    if (index < 0) broken.push({ orderId, what });
    else left.splice(index, 1);
  };
  for (const { colour, cause, at } of cards) {
    take(
      `a ${colour} card of ${at.toISOString()} without its cause ${cause}`,
      (step) => step.action === ACTION_OF_CARD[colour] && step.occasion === cause && step.at <= at,
    );
  }
  for (const { to, cause, at } of raises) {
    take(
      `raised to ${to} at ${at.toISOString()} without its cause ${cause}`,
      ({ action, occasion, at: then }) =>
        action === (to === 'office' ? 'raise-office' : 'raise-leader') && occasion === cause && then <= at,
    );
  }
  for (const { elementId, occasion, at } of reminders) {
    if (elementId !== 'SendReminder') continue;
    take(
      `reminded of ${occasion} at ${at.toISOString()} without a point, or twice for one`,
      (step) => step.action === 'remind' && step.occasion === occasion && step.at <= at,
    );
  }
  return broken;
}
