import type { OrderDeadline, OrderDeadlineEntry, OrderDocument } from '@jiesu/store';

/** Entries that an order keeps: more than a life has moves. */
const MOST_ENTRIES = 50;

/** What of the limits a past deadline is computed from again. */
const KEPT_LIMITS = [
  'signAmount',
  'signUnit',
  'handleAmount',
  'handleUnit',
  'onSiteAmount',
  'onSiteUnit',
] as const;

/** Why a deadline is written. */
export interface DeadlineMove {
  /** ms since 1970 UTC. */
  readonly at: number;
  readonly cause: string;
  /** Key of the job or id of the run. */
  readonly by: string;
}

/**
 * What to set of an order so that it has this deadline: the deadline, and its history with one entry more when the
 * deadline is another one than before. `order` is the order as it is with the change that moved it.
 */
export function deadlineSet(
  order: Pick<OrderDocument, 'deadlineHistory' | 'unitId' | 'urgency'>,
  deadline: OrderDeadline,
  move: DeadlineMove,
): Required<Pick<OrderDocument, 'deadline' | 'deadlineHistory'>> {
  const history = order.deadlineHistory ?? [];
  const entry = entryOf(order, deadline, move);
  const last = history.at(-1);
  return {
    deadline,
    deadlineHistory:
      last !== undefined && isSame(last, entry) ? history : [...history, entry].slice(-MOST_ENTRIES),
  };
}

function entryOf(
  { unitId, urgency }: Pick<OrderDocument, 'unitId' | 'urgency'>,
  deadline: OrderDeadline,
  { at, cause, by }: DeadlineMove,
): OrderDeadlineEntry {
  const { startAt, dueAt, signDueAt, onSiteDueAt, rule, basis, limits = {}, ruleVersions } = deadline;
  const known = { dueAt, signDueAt, onSiteDueAt, rule, basis, ruleVersions, unitId, urgency };
  return {
    at: new Date(at),
    cause,
    by,
    startAt,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
    limits: Object.fromEntries(
      KEPT_LIMITS.flatMap((name) => (limits[name] == null ? [] : [[name, limits[name]]])),
    ),
  };
}

/** Whether it says nothing new: the same moments by the same rules, for the same cause. */
function isSame(a: OrderDeadlineEntry, b: OrderDeadlineEntry): boolean {
  const told = (entry: OrderDeadlineEntry): string =>
    JSON.stringify([
      entry.cause,
      ...[entry.startAt, entry.dueAt, entry.signDueAt, entry.onSiteDueAt].map((date) => date?.getTime()),
      ...[entry.rule, entry.ruleVersions?.deadlines, entry.ruleVersions?.calendar],
    ]);
  return told(a) === told(b);
}
