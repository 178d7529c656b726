import { createHash } from 'node:crypto';
import { compareKeys, type Database, type RangeOptions } from 'lmdb';
import type { UnitOfWork, WorkUnit } from './unit-of-work.ts';

export type IndexKey = readonly (number | string)[];
export type IndexValue = number | string;

interface Change {
  readonly key: IndexKey;
  /** Null: removed. */
  value: IndexValue | null;
  /** Whether the database may hold the key. */
  stored: boolean;
}

/** Behind every part of a key that follows a prefix. */
const AFTER_ALL = '\uffff\uffff';
const LONGEST_TEXT = 200;

/**
 * Text as a part of an index key. Long text and text with control characters is replaced by its hash, so that it fits
 * into a key: who reads the entry compares the whole text.
 */
export function indexText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters would break the order of keys
  if (text.length <= LONGEST_TEXT && !/[\u0000-\u001f\uffff]/.test(text)) return text;
  return `#${createHash('sha256').update(text).digest('hex')}`;
}

/** Keys in order, each with a small value: what is due, what is activatable, who waits for a message. */
export class OrderedIndex<V extends IndexValue = IndexValue> implements WorkUnit {
  readonly #db: Database<IndexValue, (number | string)[]>;
  readonly #work: UnitOfWork;
  readonly #changes = new Map<string, Change>();
  #touched = false;

  constructor(db: Database<IndexValue, (number | string)[]>, work: UnitOfWork) {
    this.#db = db;
    this.#work = work;
  }

  get(key: IndexKey): V | undefined {
    const change = this.#changes.get(identity(key));
    if (change !== undefined) return (change.value ?? undefined) as V | undefined;
    return this.peek(key);
  }

  /** The committed value, for queries. */
  peek(key: IndexKey): V | undefined {
    return this.#db.get(mutable(key)) as V | undefined;
  }

  /** Adds a key that is not there yet. */
  insert(key: IndexKey, value: V): void {
    const id = identity(key);
    const change = this.#changes.get(id);
    if (change === undefined) this.#change(id, { key, value, stored: false });
    else change.value = value;
  }

  put(key: IndexKey, value: V): void {
    const id = identity(key);
    const change = this.#changes.get(id);
    if (change === undefined) this.#change(id, { key, value, stored: true });
    else change.value = value;
  }

  remove(key: IndexKey): void {
    const id = identity(key);
    const change = this.#changes.get(id);
    if (change === undefined) this.#change(id, { key, value: null, stored: true });
    else if (change.stored) change.value = null;
    else this.#changes.delete(id);
  }

  /** Entries whose key begins with the prefix, in order, as the running command sees them. Don't change it meanwhile. */
  *scan(prefix: IndexKey): Iterable<readonly [IndexKey, V]> {
    const added = this.#addedUnder(prefix);
    let next = 0;
    for (const [key, value] of this.peekScan(prefix)) {
      for (; next < added.length; next += 1) {
        const candidate = added[next];
        if (candidate === undefined || compareKeys(mutable(candidate[0]), mutable(key)) > 0) break;
        yield candidate;
      }
      if (this.#changes.size === 0 || !this.#changes.has(identity(key))) yield [key, value];
    }
    yield* added.slice(next);
  }

  /** The first entry under the prefix. */
  first(prefix: IndexKey): readonly [IndexKey, V] | undefined {
    for (const entry of this.scan(prefix)) return entry;
    return undefined;
  }

  /** Committed entries under the prefix, for queries. */
  *peekScan(
    prefix: IndexKey,
    options: { readonly reverse?: boolean } = {},
  ): Iterable<readonly [IndexKey, V]> {
    for (const { key, value } of this.#db.getRange(rangeUnder(prefix, options.reverse ?? false))) {
      yield [key, value as V];
    }
  }

  flush(): void {
    for (const { key, value } of this.#changes.values()) {
      if (value === null) this.#db.removeSync(mutable(key));
      else this.#db.putSync(mutable(key), value);
    }
    this.discard();
  }

  discard(): void {
    this.#changes.clear();
    this.#touched = false;
  }

  #addedUnder(prefix: IndexKey): (readonly [IndexKey, V])[] {
    const added: (readonly [IndexKey, V])[] = [];
    for (const { key, value } of this.#changes.values()) {
      if (value !== null && prefix.every((part, index) => key[index] === part)) added.push([key, value as V]);
    }
    return added.sort(([a], [b]) => compareKeys(mutable(a), mutable(b)));
  }

  #change(id: string, change: Change): void {
    if (!this.#touched) {
      this.#touched = true;
      this.#work.touch(this);
    }
    this.#changes.set(id, change);
  }
}

function rangeUnder(prefix: IndexKey, reverse: boolean): RangeOptions {
  if (prefix.length === 0) return { reverse };
  const low = mutable(prefix);
  const high = [...prefix, AFTER_ALL];
  return reverse ? { start: high, end: low, reverse } : { start: low, end: high };
}

function identity(key: IndexKey): string {
  // Nearly all keys have two parts, and a template is several times quicker than join.
  return key.length === 2 ? `${key[0] ?? ''}\u0000${key[1] ?? ''}` : key.join('\u0000');
}

/** lmdb does not write to keys, but its types do not say so. */
function mutable(key: IndexKey): (number | string)[] {
  return key as (number | string)[];
}
