import type { TimeUnit, WorkingCalendar } from '../calendar/index.ts';
import type { Urgency } from '../order/index.ts';
import { deadlineOf, explainDeadline } from './explain-deadline.ts';
import type {
  DeadlineExtension,
  DeadlineInput,
  DeadlineLine,
  DeadlinePause,
  ExplainedDeadline,
} from './explain-deadline.ts';
import type { Limits } from './limits.ts';

/** What moves the clock of an order, as the order itself holds it. */
export interface OrderClock {
  readonly unitId?: string;
  readonly urgency?: Urgency;
  readonly dispatchedAt?: Date;
  /** The clock runs since then; later dispatches do not start it again. */
  readonly firstDispatchedAt?: Date;
  readonly urgencyRaisedAt?: Date;
  readonly redos: readonly { readonly at: Date }[];
  readonly pauses?: readonly {
    readonly from: Date;
    /** Absent while it lasts. */
    readonly to?: Date;
    readonly cause: 'suspension' | 'dispute';
    readonly reason?: string;
  }[];
  readonly extensions?: readonly {
    readonly amount: number;
    readonly unit: TimeUnit;
    readonly at: Date;
    readonly reason?: string;
  }[];
}

/** The deadlines of an order with what they follow from; how they are stored with it. */
export interface OrderTimes {
  startAt: Date;
  dueAt?: Date;
  signDueAt?: Date;
  onSiteDueAt?: Date;
  pushDueAt?: Date;
  /** The ends as they are without pauses. */
  nominal: { dueAt?: Date; signDueAt?: Date };
  pausedSince?: Date;
  used?: number;
  usedUnit?: TimeUnit;
  explanation: { sign: DeadlineLine[]; handle: DeadlineLine[] };
  crossesUnpublished: boolean;
  limits: Record<string, unknown>;
  rule?: string;
  basis?: string;
}

/** The deadlines of an order as moments, in ms since 1970 UTC; what has no limit is absent. */
export interface OrderDueTimes {
  readonly startAt: number;
  readonly dueAt?: number;
  readonly signDueAt?: number;
  readonly onSiteDueAt?: number;
  readonly pushDueAt?: number;
  readonly crossesUnpublished: boolean;
}

const PAUSE_CAUSES = {
  suspension: { zh: '挂起', en: 'suspended' },
  dispute: { zh: '职责争议', en: 'responsibility disputed' },
} as const;

/**
 * The deadlines of an order under given limits, from all that has happened to it: the clock runs since the first dispatch
 * or the last redo, whoever has the order by now, so that time already used stays used; it stands still in pauses, also
 * under another rule; extensions add. An order that becomes an emergency gets the squad's clock from that moment. The
 * sign limit counts from the dispatch to this unit. `now` in ms since 1970 UTC.
 * @throws DomainError CALENDAR_NOT_PUBLISHED outside all that the calendar can tell
 */
export function orderDeadline(
  order: OrderClock,
  limits: Limits,
  now: number,
  calendar: WorkingCalendar,
): OrderTimes {
  const parts = partsOf(order, limits, now);
  const explain = (part: DeadlineInput | undefined) =>
    part === undefined ? undefined : explainDeadline(part, calendar);
  const sign = explain(parts.sign);
  const handle = explain(parts.handle);
  const date = (name: string, deadline: ExplainedDeadline | undefined) =>
    deadline === undefined ? {} : { [name]: new Date(deadline.at) };
  return {
    startAt: new Date(parts.start),
    ...date('dueAt', handle),
    ...date('signDueAt', sign),
    ...date('onSiteDueAt', explain(parts.onSite)),
    ...date('pushDueAt', explain(parts.push)),
    nominal: {
      ...(handle === undefined ? {} : { dueAt: new Date(handle.nominalAt) }),
      ...(sign === undefined ? {} : { signDueAt: new Date(sign.nominalAt) }),
    },
    ...(handle?.pausedSince === undefined ? {} : { pausedSince: new Date(handle.pausedSince) }),
    ...(handle === undefined ? {} : { used: handle.used, usedUnit: handle.unit }),
    explanation: { sign: [...(sign?.lines ?? [])], handle: [...(handle?.lines ?? [])] },
    crossesUnpublished: (handle?.crossesUnpublished ?? false) || (sign?.crossesUnpublished ?? false),
    limits: { ...limits },
    ...(limits.rule === undefined ? {} : { rule: limits.rule }),
    ...(limits.basis === undefined ? {} : { basis: limits.basis }),
  };
}

/**
 * The same moments as {@link orderDeadline} without their explanation: for many orders at once.
 * @throws DomainError CALENDAR_NOT_PUBLISHED outside all that the calendar can tell
 */
export function orderDueTimes(
  order: OrderClock,
  limits: Limits,
  now: number,
  calendar: WorkingCalendar,
): OrderDueTimes {
  const parts = partsOf(order, limits, now);
  const due = (part: DeadlineInput | undefined) =>
    part === undefined ? undefined : deadlineOf(part, calendar);
  const sign = due(parts.sign);
  const handle = due(parts.handle);
  const onSite = due(parts.onSite);
  const push = due(parts.push);
  return {
    startAt: parts.start,
    ...(handle === undefined ? {} : { dueAt: handle.at }),
    ...(sign === undefined ? {} : { signDueAt: sign.at }),
    ...(onSite === undefined ? {} : { onSiteDueAt: onSite.at }),
    ...(push === undefined ? {} : { pushDueAt: push.at }),
    crossesUnpublished: (handle?.crossesUnpublished ?? false) || (sign?.crossesUnpublished ?? false),
  };
}

/** Pauses of an order with their ends, in ms since 1970 UTC; one that lasts ends now. */
export function pausesUntil(order: Pick<OrderClock, 'pauses'>, now: number): { from: number; to: number }[] {
  return (order.pauses ?? [])
    .map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? now }))
    .filter(({ from, to }) => from < to);
}

interface Parts {
  readonly start: number;
  readonly handle: DeadlineInput | undefined;
  readonly sign: DeadlineInput | undefined;
  readonly onSite: DeadlineInput | undefined;
  readonly push: DeadlineInput | undefined;
}

function partsOf(order: OrderClock, limits: Limits, now: number): Parts {
  const emergency = order.urgency === 'emergency';
  const start = clockStart(order, now);
  const pauses = orderPauses(order);
  const part = (
    from: number,
    amount: number | undefined,
    unit: TimeUnit | undefined,
    extensions: readonly DeadlineExtension[] = [],
  ): DeadlineInput | undefined =>
    amount === undefined || unit === undefined
      ? undefined
      : { start: from, amount, unit, pauses, extensions, now, forUnit: order.unitId };
  return {
    start,
    handle: part(start, limits.handleAmount, limits.handleUnit, orderExtensions(order)),
    // a squad does not sign, it goes
    sign: emergency ? undefined : part(signStart(order, now), limits.signAmount, limits.signUnit),
    onSite: emergency ? part(start, limits.onSiteAmount, limits.onSiteUnit) : undefined,
    push: emergency ? part(start, limits.pushAmount, limits.pushUnit) : undefined,
  };
}

function clockStart(order: OrderClock, now: number): number {
  const dispatched = (order.firstDispatchedAt ?? order.dispatchedAt)?.getTime() ?? now;
  const redone = order.redos.at(-1)?.at.getTime() ?? 0;
  const raised = order.urgency === 'emergency' ? (order.urgencyRaisedAt?.getTime() ?? 0) : 0;
  return Math.max(dispatched, redone, raised);
}

function signStart(order: OrderClock, now: number): number {
  const dispatched = (order.dispatchedAt ?? order.firstDispatchedAt)?.getTime() ?? now;
  return Math.max(dispatched, order.redos.at(-1)?.at.getTime() ?? 0, order.urgencyRaisedAt?.getTime() ?? 0);
}

function orderPauses(order: OrderClock): DeadlinePause[] {
  return (order.pauses ?? []).map(({ from, to, cause, reason }) => {
    const { zh, en } = PAUSE_CAUSES[cause];
    return {
      from: from.getTime(),
      ...(to === undefined ? {} : { to: to.getTime() }),
      zh: reason === undefined ? zh : `${zh}:${reason}`,
      en,
    };
  });
}

/** Extensions of the present round: a redo has a limit of its own. */
function orderExtensions(order: OrderClock): DeadlineExtension[] {
  const since = order.redos.at(-1)?.at.getTime() ?? 0;
  return (order.extensions ?? [])
    .filter(({ at }) => at.getTime() >= since)
    .map(({ amount, unit, reason }) => ({
      amount,
      unit,
      zh: reason ?? '批准延期',
      en: 'extension approved',
    }));
}
