import { DocumentReader } from '../batching/index.ts';
import type { Store } from '../connect.ts';
import type { CounterDocument } from '../models/index.ts';
import { isDuplicateKey } from '../connect.ts';

const nameOf = (category: string, unitId: string): string => `returned-${category}-${unitId}`;

const readers = new WeakMap<Store, DocumentReader<CounterDocument>>();

function readerOf(store: Store): DocumentReader<CounterDocument> {
  const known = readers.get(store);
  if (known !== undefined) return known;
  const reader = new DocumentReader<CounterDocument>(store.counters);
  readers.set(store, reader);
  return reader;
}

/** Whether the unit has ever returned an order of the category; then a dispatcher decides, not the machine. */
export async function hasReturned(store: Store, category: string, unitId: string): Promise<boolean> {
  return (await readerOf(store).read(nameOf(category, unitId))) !== null;
}

/** Remembers that the unit has returned an order of the category. Doing so twice changes nothing. */
export async function noteReturned(store: Store, category: string, unitId: string): Promise<void> {
  try {
    await store.counters.updateOne(
      { _id: nameOf(category, unitId) },
      { $setOnInsert: { value: 1 } },
      { upsert: true },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
