import { Batcher, Transactions } from '../batching/index.ts';
import type { ItemResult } from '../batching/index.ts';
import { isDatabaseUnavailable } from '../connect.ts';
import type { Store } from '../connect.ts';
import type { EventDocument, OrderDocument } from '../models/index.ts';
import { insertMissing } from '../insert-log/index.ts';

const MOST_ORDERS = 64;

interface NewOrder {
  readonly order: OrderDocument;
  readonly event: EventDocument;
}

const batchers = new WeakMap<Store, Batcher<NewOrder, undefined>>();

/**
 * Stores a new order with the first entry of its timeline; resolves when both are on disk. Orders that come at the same
 * time share a commit.
 * @throws E11000 when there is an order with its id or number
 */
export async function storeOrder(store: Store, order: OrderDocument, event: EventDocument): Promise<void> {
  let batcher = batchers.get(store);
  if (batcher === undefined) {
    const transactions = new Transactions(store.connection);
    batcher = new Batcher({
      mostItems: MOST_ORDERS,
      run: (orders) => storeAll(store, transactions, orders),
    });
    batchers.set(store, batcher);
  }
  await batcher.submit({ order, event });
}

async function storeAll(
  store: Store,
  transactions: Transactions,
  orders: readonly NewOrder[],
): Promise<ItemResult<undefined>[]> {
  try {
    if (await storeTogether(store, transactions, orders)) return orders.map(() => ({ value: undefined }));
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    if (orders.length === 1) return [{ error }];
  }
  // one of them is there already, or this database writes one after the other
  const results: ItemResult<undefined>[] = [];
  for (const { order, event } of orders) {
    try {
      await store.orders.insertMany([order], { lean: true });
      await insertMissing(store.events, [recorded(event)]);
      results.push({ value: undefined });
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      results.push({ error });
    }
  }
  return results;
}

async function storeTogether(
  store: Store,
  transactions: Transactions,
  orders: readonly NewOrder[],
): Promise<boolean> {
  const end = await transactions.run(async (session) => {
    await store.orders.insertMany(
      orders.map(({ order }) => order),
      { session, lean: true },
    );
    await store.events.insertMany(
      orders.map(({ event }) => recorded(event)),
      { session, lean: true },
    );
    return true;
  });
  return end === 'committed';
}

const recorded = (event: EventDocument): EventDocument => ({ ...event, recordedAt: new Date() });
