import type { OrderClock } from './order-deadline.ts';

/** An order with what is needed to know its clock at an earlier moment. */
export interface OrderClockHistory extends OrderClock {
  readonly dispatches?: readonly { readonly at: Date; readonly unitId: string }[];
}

/**
 * The clock of an order as it was at a moment: what came later has not happened, a pause that ended later still lasts.
 * `past` tells what the order has no dates for.
 */
export function clockAt(
  order: OrderClockHistory,
  at: number,
  past: Pick<OrderClock, 'unitId' | 'urgency'>,
): OrderClock {
  const happened = (date: Date | undefined): date is Date => date !== undefined && date.getTime() <= at;
  const { firstDispatchedAt, urgencyRaisedAt, redos, pauses, extensions } = order;
  const dispatchedAt =
    order.dispatches?.findLast((dispatch) => happened(dispatch.at))?.at ?? order.dispatchedAt;
  return {
    ...past,
    ...(happened(dispatchedAt) ? { dispatchedAt } : {}),
    ...(happened(firstDispatchedAt) ? { firstDispatchedAt } : {}),
    ...(happened(urgencyRaisedAt) ? { urgencyRaisedAt } : {}),
    redos: redos.filter((redo) => happened(redo.at)),
    pauses: (pauses ?? [])
      .filter(({ from }) => happened(from))
      .map((pause) => {
        if (pause.to === undefined || happened(pause.to)) return pause;
        const { from, cause, reason } = pause;
        return { from, cause, ...(reason === undefined ? {} : { reason }) };
      }),
    extensions: (extensions ?? []).filter((extension) => happened(extension.at)),
  };
}
