import type { Model, QueryFilter } from 'mongoose';
import { Batcher } from './batcher.ts';

const MOST_DOCUMENTS = 100;

/** Reads documents by their ids; what is asked for at the same time is read together. */
export class DocumentReader<T extends { readonly _id: string }> {
  readonly #reads: Batcher<string, T | null>;

  constructor(model: Model<T>) {
    this.#reads = new Batcher({
      mostItems: MOST_DOCUMENTS,
      run: async (ids) => {
        const filter = { _id: ids.length === 1 ? ids[0] : { $in: [...new Set(ids)] } } as QueryFilter<T>;
        const found = await model.find(filter).lean<T[]>();
        const byId = new Map(found.map((document) => [document._id, document]));
        return ids.map((id) => ({ value: byId.get(id) ?? null }));
      },
    });
  }

  /** The document of an id as it is now; null when there is none. */
  read(id: string): Promise<T | null> {
    return this.#reads.submit(id);
  }
}
