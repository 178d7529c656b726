import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { isDatabaseUnavailable } from '../connect.ts';
import { Batcher } from './batcher.ts';
import type { ItemResult } from './batcher.ts';
import { Transactions } from './transactions.ts';

interface Change<T> {
  readonly filter: QueryFilter<T>;
  readonly update: UpdateQuery<T>;
}

const MOST_CHANGES = 64;

/**
 * Changes documents of a collection where the filter still fits and tells each caller whether it did. What is asked for
 * at the same time is one transaction; when one of them does not fit, each is tried by itself.
 */
export class CompareAndSet<T> {
  readonly #model: Model<T>;
  readonly #transactions: Transactions;
  readonly #batcher: Batcher<Change<T>, boolean>;

  constructor(model: Model<T>) {
    this.#model = model;
    this.#transactions = new Transactions(model.db);
    this.#batcher = new Batcher({ mostItems: MOST_CHANGES, run: (changes) => this.#changeAll(changes) });
  }

  /** Whether the document was as the filter says, and is changed on disk now. */
  change(filter: QueryFilter<T>, update: UpdateQuery<T>): Promise<boolean> {
    return this.#batcher.submit({ filter, update });
  }

  async #changeAll(changes: readonly Change<T>[]): Promise<ItemResult<boolean>[]> {
    if (changes.length > 1 && (await this.#allFit(changes))) return changes.map(() => ({ value: true }));
    const results: ItemResult<boolean>[] = [];
    for (const { filter, update } of changes) {
      try {
        results.push({ value: (await this.#model.updateOne(filter, update)).modifiedCount === 1 });
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        results.push({ error });
      }
    }
    return results;
  }

  /** Whether all were changed; else none was. */
  async #allFit(changes: readonly Change<T>[]): Promise<boolean> {
    try {
      const end = await this.#transactions.run(async (session) => {
        const { modifiedCount } = await this.#model.bulkWrite(
          changes.map((updateOne) => ({ updateOne })) as Parameters<Model<T>['bulkWrite']>[0],
          { ordered: true, session, throwOnValidationError: true },
        );
        return modifiedCount === changes.length;
      });
      return end === 'committed';
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      return false;
    }
  }
}
