import type { Definitions } from '../processor/definitions.ts';
import type { State, Store } from '../state/index.ts';
import { Changes, loadMissing } from './changes.ts';
import type { IndexStore } from './index-store.ts';
import { PROJECTIONS } from './projections/registry.ts';
import { seed } from './seed.ts';

/** How often is looked whether there is something to index, in ms of real time. */
const LOOK_EVERY_MS = 250;
/** Time for a part of the log: while the engine is busy, and else, in ms. A part is done to the end of its command. */
const BUSY_MS = 5;
const QUIET_MS = 10;
/** Rows that are written at once. */
const MAX_CHANGES = 5000;

export interface IndexerParts {
  readonly index: IndexStore;
  readonly log: Store['log'];
  readonly state: State;
  readonly definitions: Definitions;
  readonly onFailure: (error: unknown) => void;
  /** Definitions that can't be compiled any more: their elements are called by their ids. */
  readonly uncompilable: Set<number>;
}

/**
 * Reads the log of records into the index, after the commands were answered: in small parts while the engine is busy,
 * quickly while it is quiet, and at once when someone searches.
 */
export class Indexer {
  readonly #parts: IndexerParts;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #seenLast = 0;
  #closed = false;

  constructor(parts: IndexerParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Commands that are in the log and not in the index. */
  get behind(): number {
    return this.#parts.log.lastPosition - (this.#parts.index.position ?? 0);
  }

  /** Resolves when all that was committed before the call can be found. */
  async upToDate(): Promise<void> {
    const target = this.#parts.log.lastPosition;
    while (!this.#closed && (this.#parts.index.position ?? -1) < target) await this.#next(QUIET_MS);
  }

  /** Does something to the index while nothing else does. */
  async exclusively(action: () => Promise<void>): Promise<void> {
    while (this.#running !== undefined) await this.#running.catch(() => undefined);
    this.#running = action().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /** Resolves when nothing is being written any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  #look(): void {
    const { log, onFailure } = this.#parts;
    const busy = log.lastPosition !== this.#seenLast;
    this.#seenLast = log.lastPosition;
    if (this.#running !== undefined || this.behind === 0) return;
    (busy ? this.#next(BUSY_MS) : this.upToDate()).catch(onFailure);
  }

  /** Indexes the next part; whoever asks meanwhile waits for the same. */
  #next(budgetMs: number): Promise<void> {
    this.#running ??= this.#part(budgetMs).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #part(budgetMs: number): Promise<void> {
    const { index, log } = this.#parts;
    const changes = new Changes(this.#parts);
    const position = index.position;
    if (position === undefined ? log.firstPosition > 1 : log.firstPosition > position + 1) {
      // What happened in between is not in the log any more: begin with what there is now.
      await seed(this.#parts);
      return;
    }
    if (position !== undefined && position > log.lastPosition) {
      index.clear();
      return;
    }
    let done = position ?? 0;
    try {
      done = this.#read(changes, done, budgetMs);
    } catch (error) {
      await loadMissing(this.#parts, error);
      return;
    }
    await index.write(changes.all(), done);
  }

  #read(changes: Changes, position: number, budgetMs: number): number {
    const began = performance.now();
    let done = position;
    for (const command of this.#parts.log.read(position + 1)) {
      for (const [valueType, intent, key, value] of command.records) {
        const projection = PROJECTIONS[valueType];
        if (projection === undefined || !Array.isArray(value)) continue;
        projection(changes, { intent, key, value, timestamp: command.timestamp });
      }
      done = command.position;
      if (changes.size >= MAX_CHANGES || performance.now() - began > budgetMs) break;
    }
    return done;
  }
}
