import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Definitions } from '../processor/definitions.ts';
import { EngineError } from '../errors.ts';
import { isDiskFull, type State, type Store } from '../state/index.ts';
import { COLLECTIONS, shown, type CollectionName } from './collections.ts';
import { Deployed } from './deployed.ts';
import { removeEndedBefore } from './expiry.ts';
import { find } from './find.ts';
import { IndexStore } from './index-store.ts';
import { Indexer, type IndexerParts } from './indexer.ts';
import type { FoundPage, SearchRequest } from './request.ts';
import type { Row } from './row.ts';
import { keyOf } from './texts.ts';

export { DEPLOYED, type DeployedKind } from './deployed.ts';
export { COLLECTIONS, type Collection, type CollectionName } from './collections.ts';
export { MARK_FILE, markOfCopy } from './folder.ts';
export type { Condition, Filter, Scalar } from './filter.ts';
export type { SortBy } from './order.ts';
export type { Related } from './related.ts';
export type { FoundPage, SearchRequest } from './request.ts';
export type { FieldValue, Row } from './row.ts';

/** Searches that run at the same time, at most. */
const MAX_RUNNING = 16;
/** How often is looked for history that is too old, in ms of real time. */
const EXPIRE_EVERY_MS = 60_000;

export interface SearchOptions {
  readonly dataDir: string;
  readonly log: Store['log'];
  readonly state: State;
  readonly definitions: Definitions;
  readonly now: () => number;
  /** How long ended process instances can be found, in ms. */
  readonly retentionMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** Finds what is and what was: an index that is read off the log of records. */
export class SearchIndex {
  readonly deployed: Deployed;
  readonly #store: IndexStore;
  readonly #parts: IndexerParts;
  readonly #indexer: Indexer;
  readonly #options: SearchOptions;
  readonly #expiry: NodeJS.Timeout;
  #running = 0;
  #expiring: Promise<void> | undefined;

  constructor(options: SearchOptions) {
    this.#options = options;
    this.deployed = new Deployed(options.state);
    this.#store = new IndexStore(options.dataDir);
    this.#parts = { ...options, index: this.#store, uncompilable: new Set() };
    this.#indexer = new Indexer(this.#parts);
    this.#expiry = setInterval(() => {
      this.expire().catch(options.onFailure);
    }, EXPIRE_EVERY_MS);
    this.#expiry.unref();
  }

  /** Commands that are not in the index yet. */
  get behind(): number {
    return this.#indexer.behind;
  }

  /**
   * One page of what a collection has now: all that was answered before the call is in it.
   * @throws EngineError RESOURCE_EXHAUSTED when too many searches run, INVALID_ARGUMENT for a cursor of another search
   */
  async find(name: CollectionName, request: SearchRequest): Promise<FoundPage> {
    if (this.#running >= MAX_RUNNING) {
      throw new EngineError('RESOURCE_EXHAUSTED', `${this.#running} searches run already; try again later`);
    }
    this.#running += 1;
    try {
      await this.#upToDate();
      return await find(this.#store, name, request);
    } finally {
      this.#running -= 1;
    }
  }

  /** One item by its key, also one that has ended. */
  async get(name: CollectionName, key: string): Promise<Row | undefined> {
    const [packed] = keyOf(key);
    if (packed === undefined) return undefined;
    await this.#upToDate();
    const row = this.#store.row(name, packed);
    return row && shown(COLLECTIONS[name], row);
  }

  /** Removes the history that is too old. */
  async expire(): Promise<void> {
    this.#expiring ??= this.#expireAll().finally(() => {
      this.#expiring = undefined;
    });
    await this.#expiring;
  }

  async close(): Promise<void> {
    clearInterval(this.#expiry);
    await this.#indexer.close();
    await this.#expiring?.catch(() => undefined);
    await this.#store.close();
  }

  /** @throws EngineError RESOURCE_EXHAUSTED while the disk is full */
  async #upToDate(): Promise<void> {
    try {
      await this.#indexer.upToDate();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      throw new EngineError(
        'RESOURCE_EXHAUSTED',
        `the search index can not take more: ${(error as Error).message}`,
      );
    }
  }

  async #expireAll(): Promise<void> {
    const { now, retentionMs } = this.#options;
    const before = now() - retentionMs;
    await this.#indexer.upToDate();
    let more = true;
    while (more) {
      await this.#indexer.exclusively(() => {
        more = removeEndedBefore(this.#store, before);
      });
      await othersFirst();
    }
  }
}
