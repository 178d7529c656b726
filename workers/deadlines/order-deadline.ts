import { explainDeadline } from '@jiesu/domain';
import type {
  DeadlineExtension,
  DeadlinePause,
  ExplainedDeadline,
  TimeUnit,
  WorkingCalendar,
} from '@jiesu/domain';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';
import { limitsSchema } from './limits.ts';
import type { Limits } from './limits.ts';

/** What moves the clock of an order. */
type ClockFacts = Pick<
  OrderDocument,
  | 'unitId'
  | 'urgency'
  | 'dispatchedAt'
  | 'firstDispatchedAt'
  | 'urgencyRaisedAt'
  | 'redos'
  | 'pauses'
  | 'extensions'
>;

const PAUSE_CAUSES = {
  suspension: { zh: '挂起', en: 'suspended' },
  dispute: { zh: '职责争议', en: 'responsibility disputed' },
} as const;

/**
 * The deadlines of an order under given limits, from all that has happened to it: the clock runs since the first dispatch
 * or the last redo, whoever has the order by now, so that time already used stays used; it stands still in pauses, also
 * under another rule; extensions add. An order that becomes an emergency gets the squad's clock from that moment. The
 * sign limit counts from the dispatch to this unit. `now` in ms since 1970 UTC.
 */
export function orderDeadline(
  order: ClockFacts,
  limits: Limits,
  now: number,
  calendar: WorkingCalendar,
): OrderDeadline {
  const emergency = order.urgency === 'emergency';
  const start = clockStart(order, now);
  const pauses = orderPauses(order);
  const explain = (
    from: number,
    amount: number | undefined,
    unit: TimeUnit | undefined,
    extensions: readonly DeadlineExtension[] = [],
  ) =>
    amount === undefined || unit === undefined
      ? undefined
      : explainDeadline(
          { start: from, amount, unit, pauses, extensions, now, forUnit: order.unitId },
          calendar,
        );
  // a squad does not sign, it goes
  const sign = emergency ? undefined : explain(signStart(order, now), limits.signAmount, limits.signUnit);
  const handle = explain(start, limits.handleAmount, limits.handleUnit, orderExtensions(order));
  const onSite = emergency ? explain(start, limits.onSiteAmount, limits.onSiteUnit) : undefined;
  const push = emergency ? explain(start, limits.pushAmount, limits.pushUnit) : undefined;
  const date = (name: string, deadline: ExplainedDeadline | undefined) =>
    deadline === undefined ? {} : { [name]: new Date(deadline.at) };
  return {
    startAt: new Date(start),
    ...date('dueAt', handle),
    ...date('signDueAt', sign),
    ...date('onSiteDueAt', onSite),
    ...date('pushDueAt', push),
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

/** The same deadline after something happened to the order; it keeps the callback's. Undefined without a deadline. */
export function recomputed(
  order: OrderDocument,
  now: number,
  calendar: WorkingCalendar,
): OrderDeadline | undefined {
  const { deadline } = order;
  const limits = limitsSchema.safeParse(deadline?.limits).data;
  if (deadline === undefined || limits === undefined) return deadline;
  const { callbackDueAt } = deadline;
  return {
    ...orderDeadline(order, limits, now, calendar),
    ...(callbackDueAt === undefined ? {} : { callbackDueAt }),
  };
}

/** Pauses of an order with their ends; one that lasts ends now. */
export function pausesUntil(
  order: Pick<OrderDocument, 'pauses'>,
  now: number,
): { from: number; to: number }[] {
  return (order.pauses ?? [])
    .map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? now }))
    .filter(({ from, to }) => from < to);
}

function clockStart(order: ClockFacts, now: number): number {
  const dispatched = (order.firstDispatchedAt ?? order.dispatchedAt)?.getTime() ?? now;
  const redone = order.redos.at(-1)?.at.getTime() ?? 0;
  const raised = order.urgency === 'emergency' ? (order.urgencyRaisedAt?.getTime() ?? 0) : 0;
  return Math.max(dispatched, redone, raised);
}

function signStart(order: ClockFacts, now: number): number {
  const dispatched = (order.dispatchedAt ?? order.firstDispatchedAt)?.getTime() ?? now;
  return Math.max(dispatched, order.redos.at(-1)?.at.getTime() ?? 0, order.urgencyRaisedAt?.getTime() ?? 0);
}

function orderPauses(order: ClockFacts): DeadlinePause[] {
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
function orderExtensions(order: ClockFacts): DeadlineExtension[] {
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
