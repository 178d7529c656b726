import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { isDatabaseUnavailable } from '../connect.ts';
import { Batcher } from './batcher.ts';
import type { ItemResult } from './batcher.ts';
import { Transactions } from './transactions.ts';

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
  readonly #transactions: Transactions;

  constructor(model: Model<T>) {
    this.#model = model;
    this.#transactions = new Transactions(model.db);
    this.#batcher = new Batcher({ mostItems: MOST_UPDATES, run: (updates) => this.#write(updates) });
  }

  /** Resolves when the update is on disk. */
  async update(filter: QueryFilter<T>, update: UpdateQuery<T>): Promise<void> {
    await this.#batcher.submit({ filter, update });
  }

  async #write(updates: readonly Update<T>[]): Promise<ItemResult<undefined>[]> {
    if (updates.length > 1 && (await this.#writeTogether(updates))) {
      return updates.map(() => ({ value: undefined }));
    }
    // each gets its own error
    const results: ItemResult<undefined>[] = [];
    for (const update of updates) results.push(await this.#writeOne(update));
    return results;
  }

  /** Whether they were written, with one commit. */
  async #writeTogether(updates: readonly Update<T>[]): Promise<boolean> {
    try {
      const end = await this.#transactions.run(async (session) => {
        await this.#model.bulkWrite(
          updates.map((updateOne) => ({ updateOne })) as Parameters<Model<T>['bulkWrite']>[0],
          { ordered: true, session, throwOnValidationError: true },
        );
        return true;
      });
      return end === 'committed';
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      return false;
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
