import { z } from 'zod';
import { DEADLINE_CAUSE_NAMES, clockAt, limitsSchema, orderDeadline } from '@jiesu/domain';
import type { OrderTimes } from '@jiesu/domain';
import type { OrderDeadline, OrderDeadlineEntry, OrderDocument, RulesNow } from '@jiesu/store';
import { endpoint, isoTime } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { OrderRecords } from './order-records.ts';

interface Parts {
  readonly records: OrderRecords;
  readonly rules: () => RulesNow;
}

/** How each deadline of an order came about, day by day. */
export function orderDeadlineEndpoint({ records, rules }: Parts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/orders/{orderNo}/deadline',
    tag: 'orders',
    summary: 'The deadline of an order and every one that it had, each explained day by day',
    params: z.object({ orderNo: z.string().max(40) }),
    answers: {
      200: {
        description: 'The present deadline, and all of them, oldest first',
        schema: z.object({
          current: z.looseObject({}).nullable(),
          history: z.array(z.looseObject({ at: z.string(), cause: z.string() })),
        }),
      },
    },
    async run({ response, params, person }) {
      const order = await records.require(params.orderNo, person);
      const { deadline } = order;
      response.json({
        current: deadline === undefined ? null : currentView(order, deadline),
        history: (order.deadlineHistory ?? []).map((entry) => pastView(order, entry, rules())),
      });
    },
  });
}

function currentView(order: OrderDocument, deadline: OrderDeadline) {
  return {
    ...momentsOf(deadline),
    callbackDueAt: isoTime(deadline.callbackDueAt),
    pausedSince: isoTime(deadline.pausedSince),
    used: deadline.used ?? null,
    usedUnit: deadline.usedUnit ?? null,
    crossesUnpublished: deadline.crossesUnpublished ?? false,
    ...ruleOf(deadline),
    limits: deadline.limits ?? null,
    unitId: order.unitId ?? null,
    explanation: { sign: deadline.explanation?.sign ?? [], handle: deadline.explanation?.handle ?? [] },
  };
}

/**
 * A deadline of the past is computed again from what was kept of it; `exact` says that the same moments came out.
 */
function pastView(order: OrderDocument, entry: OrderDeadlineEntry, rules: RulesNow) {
  const again = computeAgain(order, entry, rules);
  const exact =
    again !== undefined &&
    again.dueAt?.getTime() === entry.dueAt?.getTime() &&
    again.signDueAt?.getTime() === entry.signDueAt?.getTime();
  return {
    at: isoTime(entry.at),
    cause: entry.cause,
    causeName: DEADLINE_CAUSE_NAMES[entry.cause] ?? { zh: entry.cause, en: entry.cause },
    ...momentsOf(entry),
    ...ruleOf(entry),
    limits: entry.limits,
    unitId: entry.unitId ?? null,
    urgency: entry.urgency ?? null,
    exact,
    explanation: again?.explanation ?? { sign: [], handle: [] },
  };
}

function computeAgain(
  order: OrderDocument,
  entry: OrderDeadlineEntry,
  rules: RulesNow,
): OrderTimes | undefined {
  const { rule, basis, unitId, urgency, ruleVersions } = entry;
  const limits = limitsSchema.safeParse({ ...entry.limits, rule, basis }).data;
  if (limits === undefined) return undefined;
  const at = entry.at.getTime();
  const past = {
    ...(unitId === undefined ? {} : { unitId }),
    ...(urgency === undefined ? {} : { urgency }),
  };
  return orderDeadline(clockAt(order, at, past), limits, at, rules.calendarOf(ruleVersions?.calendar));
}

function momentsOf(deadline: Pick<OrderDeadline, 'startAt' | 'dueAt' | 'signDueAt' | 'onSiteDueAt'>) {
  return {
    startAt: isoTime(deadline.startAt),
    dueAt: isoTime(deadline.dueAt),
    signDueAt: isoTime(deadline.signDueAt),
    onSiteDueAt: isoTime(deadline.onSiteDueAt),
  };
}

function ruleOf({ rule, basis, ruleVersions }: Pick<OrderDeadline, 'rule' | 'basis' | 'ruleVersions'>) {
  return { rule: rule ?? null, basis: basis ?? null, ruleVersions: ruleVersions ?? null };
}
