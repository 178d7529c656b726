import type { UpdateQuery } from 'mongoose';
import { Batcher, Transactions } from '../batching/index.ts';
import type { ItemResult } from '../batching/index.ts';
import { isDatabaseUnavailable, isDuplicateKey } from '../connect.ts';
import type { Store } from '../connect.ts';
import type { OrderDocument } from '../models/index.ts';
import { allCompanions, writeCompanions, writeMissingCompanions } from './companions.ts';
import type { Companions } from './companions.ts';

const MOST_ORDERS = 64;

/** A change of one order that is ready to be written. */
interface Write {
  readonly orderId: string;
  readonly version: number;
  /** Absent when only companions are written. */
  readonly update: UpdateQuery<OrderDocument> | undefined;
  readonly companions: Companions | undefined;
}

/**
 * Reads and writes orders in batches. A write is a compare-and-set on the version. A batch is one transaction, so it is
 * one commit on disk; a database tells of a batch only how many were written, so when one lost none is, and each is
 * tried by itself.
 */
export class OrderWriter {
  readonly #store: Store;
  readonly #transactions: Transactions;
  readonly #reads: Batcher<string, OrderDocument | null>;
  readonly #writes: Batcher<Write, boolean>;

  constructor(store: Store) {
    this.#store = store;
    this.#transactions = new Transactions(store.connection);
    this.#reads = new Batcher({ mostItems: MOST_ORDERS, run: (ids) => this.#readAll(ids) });
    this.#writes = new Batcher({ mostItems: MOST_ORDERS, run: (writes) => this.#writeAll(writes) });
  }

  read(orderId: string): Promise<OrderDocument | null> {
    return this.#reads.submit(orderId);
  }

  /**
   * Whether the update was written: the order still had `version`.
   * @throws E11000 when a new task among the companions is there already; nothing is written then
   */
  async write(
    { _id: orderId, version }: Pick<OrderDocument, '_id' | 'version'>,
    update: UpdateQuery<OrderDocument> | undefined,
    companions?: Companions,
  ): Promise<boolean> {
    return this.#writes.submit({ orderId, version, update, companions });
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
    if (writes.length > 1 && (await this.#allWon(writes))) return writes.map(() => ({ value: true }));
    const results: ItemResult<boolean>[] = [];
    for (const write of writes) {
      try {
        results.push({ value: await this.#writeAlone(write) });
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        results.push({ error });
      }
    }
    return results;
  }

  /** Whether all of them were written; else none was. */
  async #allWon(writes: readonly Write[]): Promise<boolean> {
    try {
      return (await this.#inTransaction(writes)) === 'committed';
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      return false;
    }
  }

  #inTransaction(writes: readonly Write[]) {
    const companions = allCompanions(writes.map((write) => write.companions));
    return this.#transactions.run(async (session) => {
      const updates = writes.flatMap(({ orderId, version, update }) =>
        update === undefined ? [] : [{ updateOne: { filter: { _id: orderId, version }, update } }],
      );
      if (updates.length > 0) {
        const { modifiedCount } = await this.#store.orders.bulkWrite(updates, {
          ordered: false,
          session,
          throwOnValidationError: true,
        });
        if (modifiedCount < updates.length) return false;
      }
      if (companions !== undefined) await writeCompanions(this.#store, companions, session);
      return true;
    });
  }

  async #writeAlone(write: Write): Promise<boolean> {
    const { companions } = write;
    if (companions === undefined) return this.#update(write);
    try {
      const end = await this.#inTransaction([write]);
      if (end !== 'none') return end === 'committed';
    } catch (error) {
      if (!isDuplicateKey(error) || (companions.newTasks ?? []).length > 0) throw error;
    }
    // What is there already was written by an earlier delivery. Or this database writes one after the other.
    if (!(await this.#update(write))) return false;
    await writeMissingCompanions(this.#store, companions);
    return true;
  }

  async #update({ orderId, version, update }: Write): Promise<boolean> {
    if (update === undefined) return true;
    const result = await this.#store.orders.updateOne({ _id: orderId, version }, update);
    return result.modifiedCount === 1;
  }
}
