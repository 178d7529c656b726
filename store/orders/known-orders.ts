import { mongo } from 'mongoose';
import type { OrderDocument } from '../models/index.ts';

const MOST_ORDERS = 1000;
/** Long enough for the jobs that follow one another by themselves, ms. */
const FRESH_FOR_MS = 5000;

/**
 * Orders as this process last read or wrote them. They may have changed since, so they serve only for what a
 * compare-and-set checks.
 */
export class KnownOrders {
  readonly #known = new Map<string, { readonly order: OrderDocument; readonly at: number }>();

  find(orderId: string): OrderDocument | undefined {
    const known = this.#known.get(orderId);
    if (known === undefined) return undefined;
    if (performance.now() - known.at < FRESH_FOR_MS) return known.order;
    this.#known.delete(orderId);
    return undefined;
  }

  /** An order as the database gave it. */
  read(order: OrderDocument): void {
    this.#known.delete(order._id);
    this.#known.set(order._id, { order, at: performance.now() });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_ORDERS) break;
      this.#known.delete(oldest);
    }
  }

  /** An order after a write: what was changed of it as the database stores it. */
  written(before: OrderDocument, after: OrderDocument): void {
    const changed = Object.fromEntries(
      Object.entries(after).filter(([field, value]) => before[field as keyof OrderDocument] !== value),
    );
    const stored = mongo.BSON.deserialize(mongo.BSON.serialize(changed, { ignoreUndefined: false }));
    this.read({ ...after, ...stored });
  }

  forget(orderId: string): void {
    this.#known.delete(orderId);
  }
}
