import type { Database } from 'lmdb';
import type { RowCodec } from './row.ts';
import type { UnitOfWork, WorkUnit } from './unit-of-work.ts';

interface Entry<T> {
  /** Null: removed. */
  value: T | null;
  dirty: boolean;
  /** Whether the database may hold a row under the key. */
  stored: boolean;
}

/** Records of a table that stay in memory for the commands to come, at most. */
const MOST_RECENT = 1000;

/**
 * Records by key. During a command every record is one object, however often it is read: change it and `put` it. What is
 * changed is written when the command succeeds; a record that is made and removed in one command is never written.
 *
 * The records that commands used last stay in memory, as the next command on a process instance needs most of them again. What
 * is inside of a record must be replaced, not changed: the log and other records may share it.
 */
export class Table<K extends number | string, T> implements WorkUnit {
  readonly #db: Database<unknown[], K>;
  readonly #codec: RowCodec<T>;
  readonly #work: UnitOfWork;
  readonly #entries = new Map<K, Entry<T>>();
  /** The last used ones, the longest unused first, as they are in the open transaction. */
  readonly #recent = new Map<K, T>();
  readonly #isKept: (record: T) => boolean;
  #touched = false;

  /** @param isKept whether a record may stay in memory */
  constructor(
    db: Database<unknown[], K>,
    codec: RowCodec<T>,
    work: UnitOfWork,
    isKept: (record: T) => boolean = () => true,
  ) {
    this.#db = db;
    this.#codec = codec;
    this.#work = work;
    this.#isKept = isKept;
  }

  /** The record as the running command sees it. */
  get(key: K): T | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) return entry.value ?? undefined;
    const value = this.#recent.get(key) ?? this.peek(key);
    this.#set(key, { value: value ?? null, dirty: false, stored: value !== undefined });
    return value;
  }

  /** Says that the database has no row under a key that was just made, so that nobody looks for one. */
  absent(key: K): void {
    this.#set(key, { value: null, dirty: false, stored: false });
  }

  /** The committed record, for queries. A change of the object is lost. */
  peek(key: K): T | undefined {
    const row = this.#db.get(key);
    return row === undefined ? undefined : this.#codec.fromRow(row);
  }

  /** Adds a record under a key that was never used. */
  insert(key: K, value: T): void {
    this.#set(key, { value, dirty: true, stored: false });
  }

  /** Adds or replaces; also says that a record which was read has been changed. */
  put(key: K, value: T): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.#set(key, { value, dirty: true, stored: true });
    } else {
      entry.value = value;
      entry.dirty = true;
    }
  }

  remove(key: K): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.#set(key, { value: null, dirty: true, stored: true });
    } else {
      entry.value = null;
      entry.dirty = entry.stored;
    }
  }

  /** Committed records in key order, for queries. */
  *peekAll(options: { readonly reverse?: boolean } = {}): Iterable<T> {
    for (const { value } of this.#db.getRange({ reverse: options.reverse ?? false })) {
      yield this.#codec.fromRow(value);
    }
  }

  /** How many records are committed; read off the tree's head, whatever the size. */
  count(): number {
    return (this.#db.getStats() as { readonly entryCount: number }).entryCount;
  }

  /** Committed keys, in order. */
  peekKeys(): K[] {
    return [...this.#db.getKeys()];
  }

  flush(): void {
    for (const [key, { value, dirty }] of this.#entries) {
      // What is used last goes to the end.
      this.#recent.delete(key);
      if (value !== null && this.#isKept(value)) this.#recent.set(key, value);
      if (!dirty) continue;
      if (value === null) this.#db.removeSync(key);
      else this.#db.putSync(key, this.#codec.toRow(value));
    }
    for (const key of this.#recent.keys()) {
      if (this.#recent.size <= MOST_RECENT) break;
      this.#recent.delete(key);
    }
    this.#clear();
  }

  discard(): void {
    // The command may have changed them.
    for (const key of this.#entries.keys()) this.#recent.delete(key);
    this.#clear();
  }

  /** The transaction did not happen: nothing that is in memory is true any more. */
  forget(): void {
    this.#recent.clear();
  }

  #clear(): void {
    this.#entries.clear();
    this.#touched = false;
  }

  #set(key: K, entry: Entry<T>): void {
    if (!this.#touched) {
      this.#touched = true;
      this.#work.touch(this);
    }
    this.#entries.set(key, entry);
  }
}
