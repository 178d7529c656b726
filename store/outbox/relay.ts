import type { Store } from '../connect.ts';
import type { OutboxEntry } from '../models/index.ts';

/** How an entry went: `delivered` removes it; `sent` leaves it until the receiver settles it with its own write. */
export type DeliveryResult = 'delivered' | 'sent';

/** An entry to deliver, with the order that it belongs to. */
export interface OutboxDelivery {
  readonly orderId: string;
  readonly orderNo: string;
  readonly entry: OutboxEntry;
}

export interface OutboxRelayOptions {
  readonly store: Store;
  readonly clock: { now(): number };
  /** Delivers one entry; may see it again after a crash, so the receiver must recognise `entry.id`. */
  readonly deliver: (delivery: OutboxDelivery) => Promise<DeliveryResult>;
  /** Hears of a failure; the entry is tried again. */
  readonly onFailure?: (delivery: OutboxDelivery, error: unknown) => void;
  /** Most orders a round looks at. @default 50 */
  readonly batchSize?: number;
  /** How long a claim holds before another try, in ms. @default 10000 */
  readonly leaseMs?: number;
  /** Longest pause between tries, in ms. @default 60000 */
  readonly longestPauseMs?: number;
}

interface OrderOutbox {
  _id: string;
  orderNo: string;
  outbox: OutboxEntry[];
}

/**
 * Delivers what waits in the outboxes of orders, at least once. An entry is claimed by compare-and-set on its count
 * of tries, so two relays do not send it at the same time; a claim that is never settled comes due again.
 */
export class OutboxRelay {
  readonly #options: OutboxRelayOptions;
  readonly #leaseMs: number;
  readonly #longestPauseMs: number;

  constructor(options: OutboxRelayOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? 10_000;
    this.#longestPauseMs = options.longestPauseMs ?? 60_000;
  }

  /** One round over what is due. Returns how many entries were delivered or sent. */
  async relayDue(): Promise<number> {
    const now = new Date(this.#options.clock.now());
    const due = await this.#options.store.orders
      .find({ outboxNextAt: { $lte: now } }, { orderNo: 1, outbox: 1 })
      .sort({ outboxNextAt: 1 })
      .limit(this.#options.batchSize ?? 50)
      .lean<OrderOutbox[]>();
    let count = 0;
    for (const order of due) count += await this.#relayOrder(order, now);
    return count;
  }

  async #relayOrder({ _id: orderId, orderNo, outbox }: OrderOutbox, now: Date): Promise<number> {
    let count = 0;
    for (const entry of outbox.filter(({ nextAt }) => nextAt <= now)) {
      const claimed = await this.#claim(orderId, entry, now);
      if (claimed === undefined) continue;
      const delivery = { orderId, orderNo, entry: claimed };
      try {
        if ((await this.#options.deliver(delivery)) === 'delivered') await this.#remove(orderId, entry.id);
        count += 1;
      } catch (error) {
        await this.#noteFailure(orderId, entry.id, error);
        this.#options.onFailure?.(delivery, error);
      }
    }
    await this.#refreshNextAt(orderId);
    return count;
  }

  async #claim(orderId: string, entry: OutboxEntry, now: Date): Promise<OutboxEntry | undefined> {
    const pauseMs = Math.min(this.#leaseMs * 2 ** Math.min(entry.attempts, 16), this.#longestPauseMs);
    const claimed = {
      ...entry,
      attempts: entry.attempts + 1,
      nextAt: new Date(now.getTime() + Math.max(pauseMs, this.#leaseMs)),
    };
    const result = await this.#options.store.orders.updateOne(
      { _id: orderId, outbox: { $elemMatch: { id: entry.id, attempts: entry.attempts } } },
      { $set: { 'outbox.$.attempts': claimed.attempts, 'outbox.$.nextAt': claimed.nextAt } },
    );
    return result.modifiedCount === 1 ? claimed : undefined;
  }

  async #remove(orderId: string, entryId: string): Promise<void> {
    await this.#options.store.orders.updateOne({ _id: orderId }, { $pull: { outbox: { id: entryId } } });
  }

  async #noteFailure(orderId: string, entryId: string, error: unknown): Promise<void> {
    await this.#options.store.orders.updateOne(
      { _id: orderId, 'outbox.id': entryId },
      { $set: { 'outbox.$.lastError': nameOf(error) } },
    );
  }

  /** Written only if the outbox is still as it was read, else whoever changed it has set it. */
  async #refreshNextAt(orderId: string): Promise<void> {
    const order = await this.#options.store.orders
      .findById(orderId, { outbox: 1, outboxNextAt: 1 })
      .lean<{ outbox: OutboxEntry[]; outboxNextAt?: Date } | null>();
    if (order?.outboxNextAt === undefined) return;
    const times = order.outbox.map(({ nextAt }) => nextAt.getTime());
    const asRead = { _id: orderId, outbox: { $size: times.length }, outboxNextAt: order.outboxNextAt };
    await this.#options.store.orders.updateOne(
      asRead,
      times.length === 0
        ? { $unset: { outboxNextAt: 1 } }
        : { $set: { outboxNextAt: new Date(Math.min(...times)) } },
    );
  }
}

/** A code or a name, never a message: that may quote what was sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}
