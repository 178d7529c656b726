import { setImmediate as othersFirst, setTimeout as wait } from 'node:timers/promises';
import type { Definitions } from '../processor/definitions.ts';
import { packKey, type State, type Store } from '../state/index.ts';
import { Changes, loadMissing } from './changes.ts';
import type { IndexStore } from './index-store.ts';
import { PROJECTIONS } from './projections/registry.ts';
import { seed } from './seed.ts';

/** How often is looked whether there is something to index, in ms of real time. */
const LOOK_EVERY_MS = 250;
/** Time after which others get their turn, in ms. A command is done to its end. */
const SLICE_MS = 4;
/**
 * Commands that are indexed together. Much of what they did is over when the last of them is read, and is written once;
 * while the engine is busy nothing is done before there are so many.
 */
const BATCH = 5000;
/** Documents that are written together, at most. */
const MAX_DOCUMENTS = 20_000;
/** Commands between two looks from which on the engine is busy. */
const BUSY_COMMANDS = 100;
/** How long others get between two slices while the engine is busy, in ms: less when the index is far behind. */
const REST_MS = 12;
const REST_FAR_BEHIND_MS = 4;
const FAR_BEHIND = 20 * BATCH;
/** Batches after which the pages of the index that are mapped are given back. */
const UNMAP_AFTER = 3;
/** How long nothing is tried after a failure unless someone searches, in ms. */
const AFTER_FAILURE_MS = 5000;

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
 * Reads the log of records into the index, after the commands were answered: many commands at a time, in short slices
 * while the engine is busy, quickly while it is quiet, and at once when someone searches.
 */
export class Indexer {
  readonly #parts: IndexerParts;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #seenLast = 0;
  /** The last position when the last slice began. */
  #sliceLast = 0;
  /** Searches that wait. */
  #waiting = 0;
  #retryAt = 0;
  #closed = false;
  #batches = 0;

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
    this.#waiting += 1;
    try {
      while (!this.#closed && (this.#parts.index.position ?? -1) < target) await this.#next();
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Does something to the index while nothing else does. */
  async exclusively(action: () => void): Promise<void> {
    while (this.#running !== undefined) await this.#running.catch(() => undefined);
    action();
  }

  /** Resolves when nothing is being written any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  #look(): void {
    const { log, onFailure } = this.#parts;
    const grown = log.lastPosition - this.#seenLast;
    this.#seenLast = log.lastPosition;
    if (this.#running !== undefined || this.behind === 0 || performance.now() < this.#retryAt) return;
    if (grown >= BUSY_COMMANDS && this.behind < BATCH) return;
    this.#catchUp().catch((error: unknown) => {
      this.#retryAt = performance.now() + AFTER_FAILURE_MS;
      onFailure(error);
    });
  }

  /** Indexes until there is no batch left, or nothing at all while the engine is quiet. */
  async #catchUp(): Promise<void> {
    const { log } = this.#parts;
    let last: number;
    do {
      last = log.lastPosition;
      await this.#next();
    } while (!this.#closed && (this.behind >= BATCH || (this.behind > 0 && log.lastPosition === last)));
  }

  /** Indexes the next commands; whoever asks meanwhile waits for the same. */
  #next(): Promise<void> {
    this.#running ??= this.#batch().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #batch(): Promise<void> {
    const { index, log } = this.#parts;
    const { position } = index;
    if (position === undefined ? log.firstPosition > 1 : log.firstPosition > position + 1) {
      // What happened in between is not in the log any more: begin with what there is now.
      await seed(this.#parts);
      return;
    }
    if (position !== undefined && position > log.lastPosition) {
      index.clear();
      return;
    }
    const changes = new Changes(this.#parts);
    const end = Math.min((position ?? 0) + BATCH, log.lastPosition);
    let done = position ?? 0;
    try {
      for (;;) {
        done = this.#read(changes, done, end);
        if (done >= end || changes.size >= MAX_DOCUMENTS) break;
        await this.#pause();
        if (this.#closed) return;
      }
    } catch (error) {
      await loadMissing(this.#parts, error);
      return;
    }
    await index.write(changes.all(), done, () => this.#pause());
    this.#batches += 1;
    if (this.#batches % UNMAP_AFTER === 0) index.unmap();
  }

  /** Reads commands for a slice of time. @returns the position of the last one */
  #read(changes: Changes, position: number, end: number): number {
    const began = performance.now();
    let done = position;
    for (const command of this.#parts.log.read(position + 1)) {
      for (const [valueType, intent, key, value] of command.records) {
        const projection = PROJECTIONS[valueType];
        if (projection === undefined || !Array.isArray(value)) continue;
        projection(changes, { intent, key: packKey(key), value, timestamp: command.timestamp });
      }
      done = command.position;
      if (done >= end || changes.size >= MAX_DOCUMENTS || performance.now() - began > SLICE_MS) break;
    }
    return done;
  }

  /** Lets others do something: little when someone waits or nothing happens. */
  async #pause(): Promise<void> {
    const { lastPosition } = this.#parts.log;
    const busy = lastPosition !== this.#sliceLast;
    this.#sliceLast = lastPosition;
    if (!busy || this.#waiting > 0 || this.#closed) await othersFirst();
    else await wait(this.behind > FAR_BEHIND ? REST_FAR_BEHIND_MS : REST_MS);
  }
}
