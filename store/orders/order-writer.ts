import { randomUUID } from 'node:crypto';
import { DomainError } from '@jiesu/domain';
import type { UpdateQuery } from 'mongoose';
import { Batcher } from '../batching/index.ts';
import type { ItemResult } from '../batching/index.ts';
import { isDatabaseUnavailable } from '../connect.ts';
import type { Store } from '../connect.ts';
import type { OrderDocument } from '../models/index.ts';

/** Writes of an order that are remembered in it: more than other processes can make while one is looked up. */
const REMEMBERED_WRITES = 6;
const MOST_ORDERS = 64;

interface Write {
  readonly orderId: string;
  readonly version: number;
  readonly token: string;
  readonly update: UpdateQuery<OrderDocument>;
}

type Traces = Pick<OrderDocument, '_id' | 'version' | 'writes'>;

/**
 * Reads and writes orders in batches. A write is a compare-and-set on the version. A database tells of a batch only how
 * many were written; so each write leaves its token in the order, and when a batch did not win as a whole the tokens
 * are read back to tell each caller about its own.
 */
export class OrderWriter {
  readonly #store: Store;
  readonly #process = randomUUID().slice(0, 8);
  readonly #reads: Batcher<string, OrderDocument | null>;
  readonly #writes: Batcher<Write, boolean>;
  #count = 0;

  constructor(store: Store) {
    this.#store = store;
    this.#reads = new Batcher({ mostItems: MOST_ORDERS, run: (ids) => this.#readAll(ids) });
    this.#writes = new Batcher({ mostItems: MOST_ORDERS, run: (writes) => this.#writeAll(writes) });
  }

  read(orderId: string): Promise<OrderDocument | null> {
    return this.#reads.submit(orderId);
  }

  /** Whether the update was written: the order still had `version`, and now has this write's token. */
  async write(order: OrderDocument, update: UpdateQuery<OrderDocument>): Promise<boolean> {
    this.#count += 1;
    const token = `${this.#process}-${this.#count.toString(36)}`;
    const writes = [token, ...(order.writes ?? [])].slice(0, REMEMBERED_WRITES);
    return this.#writes.submit({
      orderId: order._id,
      version: order.version,
      token,
      update: { ...update, $set: { ...update.$set, writes } },
    });
  }

  async #readAll(ids: readonly string[]): Promise<ItemResult<OrderDocument | null>[]> {
    const { orders } = this.#store;
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) {
      return [{ value: await orders.findById(only).lean<OrderDocument | null>() }];
    }
    const found = await orders.find({ _id: { $in: [...new Set(ids)] } }).lean<OrderDocument[]>();
    const byId = new Map(found.map((order) => [order._id, order]));
    return ids.map((id) => ({ value: byId.get(id) ?? null }));
  }

  async #writeAll(writes: readonly Write[]): Promise<ItemResult<boolean>[]> {
    const [only] = writes;
    if (writes.length === 1 && only !== undefined) return [{ value: await this.#writeOne(only) }];
    try {
      const { modifiedCount } = await this.#store.orders.bulkWrite(
        writes.map(({ orderId, version, update }) => ({
          updateOne: { filter: { _id: orderId, version }, update },
        })),
        { ordered: false, throwOnValidationError: true },
      );
      if (modifiedCount === writes.length) return writes.map(() => ({ value: true }));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      return this.#oneByOne(writes);
    }
    const won = await this.#wonBy(writes);
    return writes.map((write) => won(write));
  }

  /** One of them can not be written, e.g. for a field that the model does not have: each gets its own error. */
  async #oneByOne(writes: readonly Write[]): Promise<ItemResult<boolean>[]> {
    const won = await this.#wonBy(writes);
    return Promise.all(
      writes.map(async (write): Promise<ItemResult<boolean>> => {
        const before = won(write);
        if (!('value' in before) || before.value) return before;
        try {
          return { value: await this.#writeOne(write) };
        } catch (error) {
          return { error };
        }
      }),
    );
  }

  async #writeOne({ orderId, version, update }: Write): Promise<boolean> {
    const result = await this.#store.orders.updateOne({ _id: orderId, version }, update);
    return result.modifiedCount === 1;
  }

  async #wonBy(writes: readonly Write[]): Promise<(write: Write) => ItemResult<boolean>> {
    const ids = [...new Set(writes.map(({ orderId }) => orderId))];
    const found = await this.#store.orders
      .find({ _id: { $in: ids } }, { version: 1, writes: 1 })
      .lean<Traces[]>();
    const traces = new Map(found.map((order) => [order._id, order]));
    return ({ orderId, version, token }) => {
      const order = traces.get(orderId);
      if (order === undefined || order.version === version) return { value: false };
      if (order.writes?.includes(token)) return { value: true };
      // So many others wrote since that a trace of ours would be gone: not told from a loss.
      const gone = order.version - version > REMEMBERED_WRITES;
      return gone ? { error: new DomainError('CONFLICT') } : { value: false };
    };
  }
}
