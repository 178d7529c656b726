import type { Database } from 'lmdb';
import { blockOf, endOfBlock, epochOf } from './blocks.ts';
import type { KeyRange } from './index-store.ts';
import type { Term } from './terms.ts';

/** [epoch of the block and field, value, first key of the block] */
type EntryKey = [place: number, value: string | number, block: number];

/** Numbers of fields are below. */
const FIELDS = 64;
/** Entries that were written lately and need not be again, at most. */
const MOST_WRITTEN = 20_000;

type Range = Omit<KeyRange, 'first' | 'end'>;

/**
 * Which blocks have documents with a value, by epochs of keys: what is written now lies together, and nothing else is
 * touched by it.
 */
export class Entries {
  readonly #db: Database<number, EntryKey>;
  readonly #written = new Set<string>();

  constructor(db: Database<number, EntryKey>) {
    this.#db = db;
  }

  /** A document has a value. */
  add(term: Term, key: number): void {
    const block = blockOf(key);
    const id = idOf(term, block);
    if (this.#written.has(id)) return;
    if (this.#written.size >= MOST_WRITTEN) this.#written.clear();
    this.#written.add(id);
    this.#db.putSync(entryKey(term, block), 1);
  }

  /** No document of a block has the value any more. */
  remove(term: Term, block: number): void {
    this.#db.removeSync(entryKey(term, block));
    this.#written.delete(idOf(term, block));
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
      for (const block of this.#inEpoch(epoch, term, range)) {
        const keys = keysOf({ ...range, limit: limit - found.length, first: block, end: endOfBlock(block) });
        for (const key of keys) found.push(key);
        if (found.length >= limit) break;
      }
      epoch = this.#epoch(epoch, reverse);
    }
    return found;
  }

  /** Blocks of one epoch, in order. */
  *#inEpoch(epoch: number, { field, value }: Term, { after, reverse }: Range): Iterable<number> {
    const place = placeOf(epoch, field);
    // lmdb leaves the end out, and the first block begins at 0.
    const first: EntryKey = [place, value, -1];
    const last: EntryKey = [place, value, Number.MAX_SAFE_INTEGER];
    if (after !== undefined) (reverse ? last : first)[2] = blockOf(after);
    const range = reverse ? { start: last, end: first, reverse } : { start: first, end: last };
    for (const [, , block] of this.#db.getKeys(range)) yield block;
  }

  /** The next epoch that has entries. */
  #epoch(from: number | undefined, reverse: boolean): number | undefined {
    const place = reverse
      ? placeOf(from ?? Number.MAX_SAFE_INTEGER / FIELDS, 0)
      : placeOf((from ?? -1) + 1, 0);
    for (const [found] of this.#db.getKeys({ start: [place, 0, 0], reverse, limit: 1 }))
      return Math.floor(found / FIELDS);
    return undefined;
  }
}

function placeOf(epoch: number, field: number): number {
  return epoch * FIELDS + field;
}

function entryKey({ field, value }: Term, block: number): EntryKey {
  return [placeOf(epochOf(block), field), value, block];
}

function idOf({ field, value }: Term, block: number): string {
  return `${field}/${block}/${value}`;
}
