import { limitsSchema, orderDeadline } from '@jiesu/domain';
import type { WorkingCalendar } from '@jiesu/domain';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';

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
