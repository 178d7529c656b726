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

/**
 * Records by key. During a command every record is one object, however often it is read: change it and `put` it. What is
 * changed is written when the command succeeds; a record that is made and removed in one command is never written.
 */
export class Table<K extends number | string, T> implements WorkUnit {
  readonly #db: Database<unknown[], K>;
  readonly #codec: RowCodec<T>;
  readonly #work: UnitOfWork;
  readonly #entries = new Map<K, Entry<T>>();
  #touched = false;

  constructor(db: Database<unknown[], K>, codec: RowCodec<T>, work: UnitOfWork) {
    this.#db = db;
    this.#codec = codec;
    this.#work = work;
  }

  /** The record as the running command sees it. */
  get(key: K): T | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) return entry.value ?? undefined;
    const value = this.peek(key);
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
    for (const [key, entry] of this.#entries) {
      if (!entry.dirty) continue;
      if (entry.value === null) this.#db.removeSync(key);
      else this.#db.putSync(key, this.#codec.toRow(entry.value));
    }
    this.discard();
  }

  discard(): void {
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
