import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { isDatabaseUnavailable } from '../connect.ts';
import { Batcher } from './batcher.ts';
import type { ItemResult } from './batcher.ts';

interface Update<T> {
  readonly filter: QueryFilter<T>;
  readonly update: UpdateQuery<T>;
}

const MOST_UPDATES = 64;

/**
 * Updates documents of a collection where the writer need not hear whether the filter fitted: the same update twice
 * changes nothing. What is asked for at the same time goes in one write, in its order.
 */
export class UpdateLog<T> {
  readonly #model: Model<T>;
  readonly #batcher: Batcher<Update<T>, undefined>;

  constructor(model: Model<T>) {
    this.#model = model;
    this.#batcher = new Batcher({ mostItems: MOST_UPDATES, run: (updates) => this.#write(updates) });
  }

  /** Resolves when the update is on disk. */
  async update(filter: QueryFilter<T>, update: UpdateQuery<T>): Promise<void> {
    await this.#batcher.submit({ filter, update });
  }

  async #write(updates: readonly Update<T>[]): Promise<ItemResult<undefined>[]> {
    if (updates.length === 1) return Promise.all(updates.map((update) => this.#writeOne(update)));
    try {
      await this.#model.bulkWrite(
        updates.map((updateOne) => ({ updateOne })) as Parameters<Model<T>['bulkWrite']>[0],
        { ordered: true, throwOnValidationError: true },
      );
      return updates.map(() => ({ value: undefined }));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      // each gets its own error; to do it again changes nothing
      const results: ItemResult<undefined>[] = [];
      for (const update of updates) results.push(await this.#writeOne(update));
      return results;
    }
  }

  async #writeOne({ filter, update }: Update<T>): Promise<ItemResult<undefined>> {
    try {
      await this.#model.updateOne(filter, update);
      return { value: undefined };
    } catch (error) {
      return { error };
    }
  }
}
