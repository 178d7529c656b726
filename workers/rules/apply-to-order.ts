import { deadlineFacts, orderDeadline } from '@jiesu/domain';
import { limitsOf } from '@jiesu/rules';
import type { RuleSide } from '@jiesu/rules';
import { OPEN_STATUSES } from '@jiesu/store';
import type { OrderChange, OrderDeadline, OrderDocument } from '@jiesu/store';
import { deadlineSet, supervised } from '../deadlines/index.ts';

/** The rules that open orders shall go by, and in whose name. */
export interface Application {
  /** Id of the run. */
  readonly runId: string;
  readonly cause: 'rule-change' | 'undo';
  readonly side: RuleSide;
  readonly ruleVersions: NonNullable<OrderDeadline['ruleVersions']>;
}

/** Who computed the deadlines that a run has written. */
export function computedByRun(runId: string): string {
  return `rules:${runId}`;
}

/**
 * What gives an open order its deadline by other rules: computed from all that has happened to it, so that time used
 * stays used, pauses and extensions count as before. Undefined when there is nothing to do: it is not open any more, or has
 * these versions and all that follows from them. `now` is business time in ms.
 * @throws DomainError CALENDAR_NOT_PUBLISHED; Error when no rule fits
 */
export function applied(
  order: OrderDocument,
  application: Application,
  now: number,
): OrderChange | undefined {
  const { deadline: before } = order;
  if (before === undefined || !OPEN_STATUSES.includes(order.status)) return undefined;
  const { side, ruleVersions, runId, cause } = application;
  const answer = limitsOf(side, deadlineFacts(order));
  if (!answer.ok) throw new Error(answer.message);
  const { callbackDueAt } = before;
  const computed: OrderDeadline = {
    ...orderDeadline(order, answer.limits, now, side.calendar),
    ...(callbackDueAt === undefined ? {} : { callbackDueAt }),
    ruleVersions,
    computedBy: computedByRun(runId),
  };
  if (hasVersions(before, ruleVersions) && !isMoved(before, computed)) return undefined;
  const deadline = supervised({ ...order, deadline: computed }, computed, now, side.calendar);
  return { set: deadlineSet(order, deadline, { at: now, cause, by: runId }) };
}

/** Whether any moment, or the row that it follows from, is another one. */
export function isMoved(before: OrderDeadline, after: OrderDeadline): boolean {
  return told(before) !== told(after);
}

/** A lasting pause moves `dueAt` by itself: then the moment without pauses tells. */
function told({
  startAt,
  dueAt,
  signDueAt,
  onSiteDueAt,
  pushDueAt,
  nominal,
  pausedSince,
  limits,
}: OrderDeadline) {
  const moments =
    pausedSince === undefined
      ? [startAt, dueAt, signDueAt, onSiteDueAt, pushDueAt]
      : [startAt, nominal?.dueAt, nominal?.signDueAt];
  const { handleAmount, handleUnit, signAmount, signUnit } = limits ?? {};
  return JSON.stringify([
    moments.map((date) => date?.getTime() ?? null),
    [handleAmount, handleUnit, signAmount, signUnit].map((value) => value ?? null),
  ]);
}

function hasVersions(
  { ruleVersions }: OrderDeadline,
  wanted: NonNullable<OrderDeadline['ruleVersions']>,
): boolean {
  return ruleVersions?.deadlines === wanted.deadlines && ruleVersions?.calendar === wanted.calendar;
}
