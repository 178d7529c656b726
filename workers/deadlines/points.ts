import type { WorkingCalendar } from '@jiesu/domain';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';
import type { Limits } from './limits.ts';

/** A point of a deadline at which something must be done about it. */
export interface Point {
  /** ms since 1970 UTC. */
  readonly at: number;
  readonly occasion: string;
}

type Facts = Pick<OrderDocument, 'urgency' | 'signedAt' | 'onSiteAt'>;

const HOUR_MS = 3_600_000;

/**
 * All points of a deadline in their order: the sign limit, hours before the end, the end, the working day after it; of
 * an emergency its arrival and its end. Reminders before and after the end are sent in duty hours, so one that falls
 * outside moves to the next opening; of two at the same moment the later one says it all.
 */
export function pointsOf(
  deadline: OrderDeadline,
  limits: Pick<Limits, 'remindBeforeHours'>,
  facts: Facts,
  calendar: WorkingCalendar,
): Point[] {
  const { signDueAt, dueAt, onSiteDueAt } = deadline;
  const points: Point[] = [];
  const emergency = facts.urgency === 'emergency';
  if (signDueAt !== undefined) points.push({ at: signDueAt.getTime(), occasion: 'sign-due' });
  if (onSiteDueAt !== undefined) points.push({ at: onSiteDueAt.getTime(), occasion: 'on-site-due' });
  if (dueAt !== undefined) {
    const end = dueAt.getTime();
    const inDuty = (at: number): number => (emergency ? at : Date.parse(calendar.nextWorkingMoment(at)));
    for (const hours of [...(limits.remindBeforeHours ?? [])].sort((a, b) => b - a)) {
      const at = inDuty(end - hours * HOUR_MS);
      if (at > deadline.startAt.getTime() && at < end) points.push({ at, occasion: `before-${hours}h` });
    }
    points.push({ at: end, occasion: 'due' });
    if (!emergency) {
      const { at } = calendar.dueTime(end, 1, 'working-days', { unpublished: 'mark' });
      points.push({ at, occasion: 'day-after' });
    }
  }
  const sorted = points
    .map((point, i) => ({ point, i }))
    .sort((a, b) => a.point.at - b.point.at || a.i - b.i);
  return withoutRepeats(sorted.map(({ point }) => point));
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter((point, i) => {
    const next = points[i + 1];
    return !(isBefore(point) && next !== undefined && isBefore(next) && next.at === point.at);
  });
}

const isBefore = ({ occasion }: Point): boolean => occasion.startsWith('before-');

/**
 * The next point to wait for after `previous` (the first one without it). Signed orders have no sign limit any more,
 * a squad on site has arrived; a reminder before the end that is past says nothing new. `now` in ms.
 */
export function nextPoint(
  points: readonly Point[],
  facts: Facts,
  now: number,
  previous?: { readonly at: number; readonly occasion: string },
): Point | undefined {
  const index =
    previous === undefined ? -1 : points.findIndex(({ occasion }) => occasion === previous.occasion);
  const rest =
    previous === undefined
      ? points
      : index >= 0
        ? points.slice(index + 1)
        : points.filter(({ at }) => at > previous.at);
  return rest.find((point) => isNeeded(point, facts) && !(isBefore(point) && point.at <= now));
}

/** A deadline that waits for this point, or for none. */
export function withPoint(deadline: OrderDeadline, point: Point | undefined): OrderDeadline {
  const armed = { ...deadline };
  delete armed.nextAt;
  delete armed.nextOccasion;
  return point === undefined ? armed : { ...armed, nextAt: new Date(point.at), nextOccasion: point.occasion };
}

/** Whether there is still something to remind of. */
export function isNeeded({ occasion }: Pick<Point, 'occasion'>, facts: Facts): boolean {
  if (occasion === 'sign-due') return facts.signedAt === undefined;
  return occasion !== 'on-site-due' || facts.onSiteAt === undefined;
}
