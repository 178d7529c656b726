import type { Database } from 'lmdb';
import type { CollectionName } from './collections.ts';
import { kindOf, type Documents } from './documents/index.ts';
import { COLLECTION_NAMES, openEnvironment, type Environment } from './environment.ts';
import { prepareFolder, type IndexFolder } from './folder.ts';
import type { Names } from './names.ts';
import type { Row } from './row.ts';
import type { Term } from './terms.ts';
import { InstanceWriter, type Change } from './writing.ts';

const BEHIND_ALL = Number.MAX_SAFE_INTEGER;
/** Time for a transaction in ms, so that commands get their turn between. */
const SLICE_MS = 4;

/**
 * The documents of all collections with their entries, in an environment of their own beside the engine's store. It does
 * not wait for the disk: what a crash loses is read from the log again. Keys are without their base here.
 */
export class IndexStore {
  readonly #folder: IndexFolder;
  #open: Environment;
  #writer: InstanceWriter;
  #position: number | undefined;

  constructor(dataDir: string) {
    this.#folder = prepareFolder(dataDir);
    this.#open = openEnvironment(this.#folder);
    this.#writer = writerOf(this.#open);
    this.#position = this.#open.meta.get('position');
  }

  get names(): Names {
    return this.#open.names;
  }

  /** Position of the last command of the log that is in the index; undefined when there is nothing yet. */
  get position(): number | undefined {
    return this.#position;
  }

  /** The document under a key, which may be one that can't be there. */
  document<C extends CollectionName>(collection: C, key: number): Documents[C] | undefined {
    const row = this.#of(collection).get(key);
    return row === undefined ? undefined : (kindOf(collection).codec.fromRow(row) as Documents[C]);
  }

  /** As `document`, for a key that nothing may have been stored under: newer ones are not looked for. */
  known<C extends CollectionName>(collection: C, key: number): Documents[C] | undefined {
    return key > this.#writer.lastKey(collection) ? undefined : this.document(collection, key);
  }

  row(collection: CollectionName, key: number): Row | undefined {
    const document = this.document(collection, key);
    return document && kindOf(collection).row(key, document, this.names);
  }

  /** Keys of all documents from `first` to before `end`, in order, from behind `after` on. */
  keys(
    collection: CollectionName,
    { after, reverse, limit, first = 0, end = BEHIND_ALL }: KeyRange,
  ): number[] {
    const low = after !== undefined && !reverse ? Math.max(after + 1, first) : first;
    const high = after !== undefined && reverse ? Math.min(after - 1, end - 1) : end - 1;
    const start = reverse ? high : low;
    // lmdb leaves the end out in both directions.
    const range = reverse ? { start, end: low - 1 } : { start, end: high + 1 };
    return [...this.#of(collection).getKeys({ ...range, reverse, limit })];
  }

  /** Keys of the documents of a collection that may have a term, in order, from behind `after` on. */
  keysWith(collection: CollectionName, term: Term, range: Omit<KeyRange, 'first' | 'end'>): number[] {
    return this.#open.entries.find(term, range, (block) => this.keys(collection, block));
  }

  /** Keys of the documents that are in a process instance, in order. */
  keysIn(collection: CollectionName, instance: number): number[] {
    const number = COLLECTION_NAMES.indexOf(collection);
    const keys = new Set<number>();
    for (const { value } of this.#open.contents.getRange({
      start: [instance, 0],
      end: [instance, BEHIND_ALL],
    })) {
      for (let at = 0; at < value.length; at += 2)
        if (value[at] === number) keys.add(instance + (value[at + 1] ?? 0));
    }
    return [...keys].sort((a, b) => a - b);
  }

  /** The process instance that a key is of, or is in; undefined for a key of nothing that is known. */
  instanceOf(key: number): number | undefined {
    if (this.document('process-instances', key) !== undefined) return key;
    const inside = this.document('element-instances', key) ?? this.document('jobs', key);
    return inside?.instance;
  }

  /** Whether the dates of a collection come in the order of its keys: the clock was never put back. */
  isOrdered(collection: CollectionName): boolean {
    return this.#open.meta.get(`disorder/${collection}`) === undefined;
  }

  /** Process instances that ended before an instant, the longest ago first. @param before epoch ms */
  endedBefore(before: number, limit: number): number[] {
    return [...this.#open.ended.getKeys({ start: [0, 0], end: [before, 0], limit })].map(([, key]) => key);
  }

  /**
   * Writes changes in short transactions, and with the last of them how far the log is read. A crash between leaves some
   * of the changes written, which are then made again.
   * @param pause is waited for between two transactions
   */
  async write(changes: Iterable<Change>, position: number, pause: () => Promise<void>): Promise<void> {
    const steps = this.#writer.steps(changes);
    try {
      while (!this.#writeSome(steps, position)) await pause();
    } catch (error) {
      this.#writer.failed();
      throw error;
    }
    this.names.saved();
    this.#position = position;
  }

  /** Removes process instances with all that is in them. */
  removeInstances(instances: readonly number[]): void {
    this.#open.root.transactionSync(() => {
      for (const instance of instances) this.#writer.remove(instance, COLLECTION_NAMES);
    });
  }

  /**
   * Gives back the memory that pages of the file are mapped to: they stay where they were touched once, and in the end that
   * is the whole file. The system keeps what it has room for.
   */
  unmap(): void {
    // Only transactions that return when they are done are used here, so it is closed when this returns.
    void this.#open.root.close();
    this.#open = openEnvironment(this.#folder);
    this.#writer = writerOf(this.#open);
  }

  /** Forgets everything. */
  clear(): void {
    this.#open.root.transactionSync(() => {
      for (const documents of this.#open.documents.values()) documents.clearSync();
      this.#open.contents.clearSync();
      this.#open.ended.clearSync();
      this.#open.entries.clear();
      this.#open.meta.clearSync();
      this.names.clear();
    });
    this.#writer.failed();
    this.#position = undefined;
  }

  async close(): Promise<void> {
    await this.#open.root.close();
    if (this.#folder.lazy) this.#folder.settle();
  }

  /** @returns whether that was all */
  #writeSome(steps: Iterator<void>, position: number): boolean {
    return this.#open.root.transactionSync(() => {
      const done = takeFor(SLICE_MS, steps);
      if (done) this.#open.meta.putSync('position', position);
      return done;
    });
  }

  #of(collection: CollectionName): Database<unknown[], number> {
    const documents = this.#open.documents.get(collection);
    if (documents === undefined) throw new Error(`no collection ${collection}`);
    return documents;
  }
}

function writerOf(environment: Environment): InstanceWriter {
  return new InstanceWriter({
    ...environment,
    disorder: (collection) => {
      environment.meta.putSync(`disorder/${collection}`, 1);
    },
  });
}

/** A part of the keys of a collection. */
export interface KeyRange {
  readonly after: number | undefined;
  readonly reverse: boolean;
  readonly limit: number;
  readonly first?: number;
  readonly end?: number;
}

/** Takes steps for some ms. @returns whether it was the last of them */
function takeFor(ms: number, steps: Iterator<void>): boolean {
  const began = performance.now();
  for (;;) {
    if (steps.next().done === true) return true;
    if (performance.now() - began > ms) return false;
  }
}
