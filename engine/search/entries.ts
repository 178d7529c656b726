import type { Database } from 'lmdb';
import { blockOf, endOfBlock, epochOf } from './blocks.ts';
import type { KeyRange } from './index-store.ts';
import type { Term } from './terms.ts';

/** [epoch of the key, field with how it is kept, value, key or first key of the block] */
type EntryKey = [epoch: number, field: number, value: string | number, at: number];

/** Entries that were written lately and need not be again, at most. */
const MOST_WRITTEN = 20_000;

type Range = Omit<KeyRange, 'first' | 'end'>;

/**
 * Which documents have a value, by epochs of keys: what is written now lies together, and nothing else is touched by it.
 */
export class Entries {
  readonly #db: Database<number, EntryKey>;
  readonly #written = new Set<string>();

  constructor(db: Database<number, EntryKey>) {
    this.#db = db;
  }

  add(term: Term, key: number): void {
    if (term.exact) {
      this.#db.putSync(entryKey(term, key), 1);
      return;
    }
    const id = `${term.field}/${blockOf(key)}/${term.value}`;
    if (this.#written.has(id)) return;
    if (this.#written.size >= MOST_WRITTEN) this.#written.clear();
    this.#written.add(id);
    this.#db.putSync(entryKey(term, key), 1);
  }

  /** A document has not the value any more. The entry of a block stays: others in it may have it. */
  remove(term: Term, key: number): void {
    if (term.exact) this.#db.removeSync(entryKey(term, key));
  }

  /** No document of a block has the value any more. */
  removeBlock(term: Term, block: number): void {
    this.#db.removeSync(entryKey(term, block));
    this.#written.delete(`${term.field}/${block}/${term.value}`);
  }

  /** A transaction failed: what it wrote is not there. */
  failed(): void {
    this.#written.clear();
  }

  clear(): void {
    this.#db.clearSync();
    this.#written.clear();
  }

  /**
   * Keys that may have a term, in order, from behind `after` on.
   * @param keysOf keys of a block
   */
  find(term: Term, range: Range, keysOf: (range: KeyRange) => number[]): number[] {
    const { after, reverse, limit } = range;
    const found: number[] = [];
    let epoch = after === undefined ? this.#epoch(undefined, reverse) : epochOf(after);
    while (epoch !== undefined && found.length < limit) {
      for (const at of this.#inEpoch(epoch, term, range)) {
        if (term.exact) found.push(at);
        else found.push(...keysOf({ ...range, limit: limit - found.length, first: at, end: endOfBlock(at) }));
        if (found.length >= limit) break;
      }
      epoch = this.#epoch(epoch, reverse);
    }
    return found;
  }

  /** Keys or blocks of one epoch, in order. */
  *#inEpoch(epoch: number, term: Term, { after, reverse }: Range): Iterable<number> {
    const field = fieldOf(term);
    // lmdb leaves the end out, and the first block begins at 0.
    const first: EntryKey = [epoch, field, term.value, -1];
    const last: EntryKey = [epoch, field, term.value, Number.MAX_SAFE_INTEGER];
    const behind = after === undefined ? undefined : term.exact ? after : blockOf(after);
    if (behind !== undefined) (reverse ? last : first)[3] = behind;
    for (const [, , , at] of this.#db.getKeys(
      reverse ? { start: last, end: first, reverse } : { start: first, end: last },
    )) {
      if (!(term.exact && at === after)) yield at;
    }
  }

  /** The next epoch that has entries. */
  #epoch(from: number | undefined, reverse: boolean): number | undefined {
    const start: EntryKey =
      from === undefined
        ? [reverse ? Number.MAX_SAFE_INTEGER : 0, 0, 0, 0]
        : [reverse ? from : from + 1, 0, 0, 0];
    for (const [epoch] of this.#db.getKeys(reverse ? { start, reverse, limit: 1 } : { start, limit: 1 }))
      return epoch;
    return undefined;
  }
}

function entryKey(term: Term, key: number): EntryKey {
  return [epochOf(key), fieldOf(term), term.value, term.exact ? key : blockOf(key)];
}

function fieldOf({ field, exact }: Term): number {
  return exact ? field : -field;
}
