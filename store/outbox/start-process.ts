import type { OutboxEntry } from '../models/index.ts';

/** Id of the entry that starts an order's process; the process's first job settles it. */
export const START_PROCESS = 'start-process';

/** The message that starts the process of an order. */
export interface StartProcessMessage {
  readonly name: 'order-received';
  readonly correlationKey: string;
  readonly messageId: string;
  /** 0: an instance starts now or not at all; the outbox tries again. */
  readonly timeToLiveMs: 0;
  readonly variables: { readonly orderId: string; readonly orderNo: string };
}

/**
 * Entry with which an order is stored so that its process starts: whoever stores the order publishes the message
 * itself, at once; when that fails or the process dies first, the relay does so `leaseMs` later, until the first job
 * of the process has claimed the order. `now` in ms.
 */
export function startProcessEntry(now: number, leaseMs = 10_000): OutboxEntry {
  return {
    id: START_PROCESS,
    kind: START_PROCESS,
    payload: {},
    at: new Date(now),
    attempts: 1,
    nextAt: new Date(now + leaseMs),
  };
}

/** The message of such an entry. */
export function startProcessMessage(orderId: string, orderNo: string): StartProcessMessage {
  return {
    name: 'order-received',
    correlationKey: orderId,
    messageId: orderId,
    timeToLiveMs: 0,
    variables: { orderId, orderNo },
  };
}
