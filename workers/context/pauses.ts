import type { OrderDocument, OrderPause } from '@jiesu/store';

/** Pauses of an order of which those that last (of one cause, if given) end at a moment. */
export function endedPauses(
  { pauses = [] }: Pick<OrderDocument, 'pauses'>,
  at: Date,
  cause?: OrderPause['cause'],
): OrderPause[] {
  return pauses.map((pause) =>
    pause.to === undefined && (cause === undefined || pause.cause === cause) ? { ...pause, to: at } : pause,
  );
}

/** Whether the clock of an order stands still. */
export function isPaused({ pauses = [] }: Pick<OrderDocument, 'pauses'>): boolean {
  return pauses.some(({ to }) => to === undefined);
}

/** The change that ends all pauses that last; nothing when there are none. */
export function endPauses(order: OrderDocument, at: Date): { pauses?: OrderPause[] } {
  return isPaused(order) ? { pauses: endedPauses(order, at) } : {};
}
