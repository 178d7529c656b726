import { isDuplicateKey } from '../connect.ts';
import type { Store } from '../connect.ts';
import type { EventDocument } from '../models/index.ts';

interface Waiting {
  readonly events: readonly EventDocument[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const MOST_EVENTS_A_WRITE = 500;

/**
 * Writes entries of timelines. An id that exists is left as it is, so a redelivered job changes nothing. While one
 * write is under way, what arrives waits and goes together in the next: a commit on disk costs the same for one
 * entry as for fifty.
 */
export class EventLog {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves when the entries are on disk. */
  record(...events: readonly EventDocument[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      if (!this.#writing) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        await insertMissing(
          this.#store,
          batch.flatMap(({ events }) => events),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }

  #takeBatch(): Waiting[] {
    let count = 0;
    const size = this.#waiting.findIndex(({ events }) => (count += events.length) > MOST_EVENTS_A_WRITE);
    return this.#waiting.splice(0, size === -1 ? this.#waiting.length : Math.max(size, 1));
  }
}

async function insertMissing(store: Store, events: readonly EventDocument[]): Promise<void> {
  const recordedAt = new Date();
  const byId = new Map(events.map((event) => [event._id, { ...event, recordedAt }]));
  try {
    await store.events.insertMany([...byId.values()], { ordered: false, lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // Databases differ in what they tell of a batch with a duplicate, so what is there is looked up.
    const there = await store.events.find({ _id: { $in: [...byId.keys()] } }, { _id: 1 }).lean();
    for (const { _id } of there) byId.delete(_id);
    for (const event of byId.values()) await insertOne(store, event);
  }
}

async function insertOne(store: Store, event: EventDocument): Promise<void> {
  try {
    await store.events.insertMany([event], { lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
