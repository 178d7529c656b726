import { orderNumber, orderNumberDay } from '@jiesu/domain';
import { Batcher } from '../batching/index.ts';
import type { ItemResult } from '../batching/index.ts';
import type { Store } from '../connect.ts';
import { isDuplicateKey } from '../connect.ts';

const MOST_NUMBERS = 500;
const batchers = new WeakMap<Store, Batcher<number, string>>();

/**
 * The next order number of the day in Shanghai on which `at` (ms since 1970 UTC) lies. Unique across processes; a number
 * whose order is then not stored stays unused. Those that are asked for at the same time are taken together.
 */
export function nextOrderNumber(store: Store, at: number): Promise<string> {
  let batcher = batchers.get(store);
  if (batcher === undefined) {
    batcher = new Batcher({ mostItems: MOST_NUMBERS, run: (moments) => nextNumbers(store, moments) });
    batchers.set(store, batcher);
  }
  return batcher.submit(at);
}

async function nextNumbers(store: Store, moments: readonly number[]): Promise<ItemResult<string>[]> {
  const counts = new Map<string, number>();
  for (const at of moments) {
    const day = orderNumberDay(at);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const next = new Map<string, number>();
  for (const [day, count] of counts) next.set(day, (await take(store, `orders-${day}`, count)) - count + 1);
  return moments.map((at) => {
    const day = orderNumberDay(at);
    const number = next.get(day) ?? 0;
    next.set(day, number + 1);
    return { value: orderNumber(at, number) };
  });
}

/** Raises a counter; answers what it is afterwards. */
async function take(store: Store, name: string, count: number): Promise<number> {
  for (;;) {
    // Without an upsert: of several at once SecantusDB may answer nothing to the ones that came too late.
    const counter = await store.counters
      .findOneAndUpdate({ _id: name }, { $inc: { value: count } }, { returnDocument: 'after' })
      .lean<{ value: number } | null>();
    if (counter !== null) return counter.value;
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
