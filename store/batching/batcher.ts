import { DomainError } from '@jiesu/domain';

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** How one item of a batch went. */
export type ItemResult<R> = { readonly value: R } | { readonly error: unknown };

export interface BatcherOptions<T, R> {
  /** Does the items together; answers one result an item, in their order. What it throws goes to all of them. */
  readonly run: (items: readonly T[]) => Promise<readonly ItemResult<R>[]>;
  /** Most items of one batch. */
  readonly mostItems: number;
  /** Most items that may wait; more are refused with DATABASE_UNAVAILABLE. @default 10000 */
  readonly mostWaiting?: number;
}

const MOST_WAITING = 10_000;

/**
 * Does together what is asked for at the same time: while one batch is under way, what arrives waits and goes in the
 * next, in its order. Alone, an item goes at once. So a busy database is asked seldom and much, an idle one without delay.
 */
export class Batcher<T, R> {
  readonly #options: BatcherOptions<T, R>;
  #waiting: Waiting<T, R>[] = [];
  #running = false;

  constructor(options: BatcherOptions<T, R>) {
    this.#options = options;
  }

  /** Resolves when the item is done; rejects with its own error only. */
  submit(item: T): Promise<R> {
    if (this.#waiting.length >= (this.#options.mostWaiting ?? MOST_WAITING)) {
      return Promise.reject(new DomainError('DATABASE_UNAVAILABLE'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#running) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#running = true;
    // what is submitted in the same turn goes together
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#options.mostItems);
      try {
        const results = await this.#options.run(batch.map(({ item }) => item));
        batch.forEach(({ resolve, reject }, i) => {
          const result = results[i];
          if (result !== undefined && 'value' in result) resolve(result.value);
          else reject(result?.error);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }
}
