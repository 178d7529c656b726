import { limitsSchema, orderDeadline } from '@jiesu/domain';
import type { WorkingCalendar } from '@jiesu/domain';
import type { OrderDeadline, OrderDocument, RulesNow } from '@jiesu/store';

/**
 * The calendar that an order goes by: the version that its deadline was computed with. Another one that came into force
 * since moves its deadline only when somebody applies it to open orders.
 */
export function calendarOf(
  { deadline }: Pick<OrderDocument, 'deadline'>,
  rules: Pick<RulesNow, 'calendarOf'>,
): WorkingCalendar {
  return rules.calendarOf(deadline?.ruleVersions?.calendar);
}

/** Numbers of the versions that a deadline follows from, by the rules in force. */
export function deadlineVersions({
  numbers,
}: Pick<RulesNow, 'numbers'>): Pick<OrderDeadline, 'ruleVersions'> {
  const { deadlines, calendar } = numbers;
  if (deadlines === undefined && calendar === undefined) return {};
  return {
    ruleVersions: {
      ...(deadlines === undefined ? {} : { deadlines }),
      ...(calendar === undefined ? {} : { calendar }),
    },
  };
}

/**
 * The same deadline after something happened to the order, by the rules that it went by before; it keeps the callback's.
 * Undefined without a deadline. `now` in ms since 1970 UTC.
 */
export function recomputed(
  order: OrderDocument,
  now: number,
  rules: Pick<RulesNow, 'calendarOf'>,
): OrderDeadline | undefined {
  const { deadline } = order;
  const limits = limitsSchema.safeParse(deadline?.limits).data;
  if (deadline === undefined || limits === undefined) return deadline;
  const { callbackDueAt, ruleVersions } = deadline;
  return {
    ...orderDeadline(order, limits, now, calendarOf(order, rules)),
    ...(callbackDueAt === undefined ? {} : { callbackDueAt }),
    ...(ruleVersions === undefined ? {} : { ruleVersions }),
  };
}
