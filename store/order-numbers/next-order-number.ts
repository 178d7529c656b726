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
    try {
      const counter = await store.counters
        .findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean<{ value: number } | null>();
      // SecantusDB may answer nothing to an upsert that another one has overtaken; the next try has a number of its own.
      if (counter !== null) return orderNumber(at, counter.value);
    } catch (error) {
      // Two upserts of the first number of a day can collide; the second try finds the counter.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
