import type { Store } from '../connect.ts';
import { InsertLog } from '../insert-log/index.ts';
import type { EventDocument } from '../models/index.ts';

/** Writes entries of timelines, many in one write. An id that exists is left as it is. */
export class EventLog {
  readonly #entries: InsertLog<EventDocument>;

  constructor(store: Pick<Store, 'events'>) {
    this.#entries = new InsertLog(store.events);
  }

  /** Resolves when the entries are on disk. */
  record(...events: readonly EventDocument[]): Promise<void> {
    const recordedAt = new Date();
    return this.#entries.insert(...events.map((event) => ({ ...event, recordedAt })));
  }
}
