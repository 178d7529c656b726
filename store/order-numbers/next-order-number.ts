import { orderNumber, orderNumberDay } from '@jiesu/domain';
import type { Store } from '../connect.ts';
import { isDuplicateKey } from '../connect.ts';

/**
 * The next order number of the day in Shanghai on which `at` (ms since 1970 UTC) lies. Unique across processes;
 * a number whose order is then not stored stays unused.
 */
export async function nextOrderNumber(store: Store, at: number): Promise<string> {
  const name = `orders-${orderNumberDay(at)}`;
  for (;;) {
    // Without an upsert: of several at once SecantusDB may answer nothing to the ones that came too late.
    const counter = await store.counters
      .findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { returnDocument: 'after' })
      .lean<{ value: number } | null>();
    if (counter !== null) return orderNumber(at, counter.value);
    await beginDay(store, name);
  }
}

async function beginDay(store: Store, name: string): Promise<void> {
  try {
    await store.counters.create({ _id: name, value: 0 });
  } catch (error) {
    // another one was faster
    if (!isDuplicateKey(error)) throw error;
  }
}
