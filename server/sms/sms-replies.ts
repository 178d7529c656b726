import { messageEntry, updateOrder } from '@jiesu/store';
import type { FieldCipher, OrderDocument, ProcessMessage, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';

/** A message may arrive while the process is between two waits. */
const TIME_TO_LIVE_MS = 60_000;

interface Parts {
  readonly store: Store;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly machineClock: Clock;
  readonly publishNow: (orderId: string, message: ProcessMessage) => void;
}

/** Takes what callers answer to the text message: stored with the message to the order's process in one write. */
export class SmsReplies {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A text without an answer, and one that belongs to no order that waits for it, changes nothing. */
  async take(phone: string, text: string): Promise<void> {
    const answer = /^\D*([12])\D*$/u.exec(text)?.[1];
    const order = answer === undefined ? undefined : await this.#waitingOrder(phone);
    if (answer !== undefined && order !== undefined) await this.#store(order, answer);
  }

  /** The latest order of the number that waits for an answer. */
  async #waitingOrder(phone: string): Promise<OrderDocument | undefined> {
    const { store, cipher } = this.#parts;
    const phoneHash = cipher.phoneHash(phone);
    if (phoneHash === undefined) return undefined;
    const order = await store.orders
      .findOne({ phoneHash, status: 'callback', 'callbackPlan.smsUntil': { $exists: true } })
      .sort({ receivedAt: -1 })
      .lean<OrderDocument | null>();
    return order ?? undefined;
  }

  /** The first answer counts; the same one again changes nothing. */
  async #store(order: OrderDocument, answer: string): Promise<void> {
    const { store, clock, machineClock, publishNow } = this.#parts;
    const message: ProcessMessage = {
      name: 'callback-replied',
      correlationKey: order._id,
      messageId: `callback-replied:${order._id}:${order.redoCount}`,
      timeToLiveMs: TIME_TO_LIVE_MS,
      variables: { smsReply: answer },
    };
    const stored = { isNew: false };
    await updateOrder(store, order._id, (current) => {
      stored.isNew = current.smsReply === undefined;
      if (!stored.isNew) return undefined;
      return {
        set: { smsReply: { answer, at: new Date(clock.now()) } },
        addOutbox: [messageEntry(message, machineClock.now())],
      };
    });
    if (stored.isNew) publishNow(order._id, message);
  }
}
