import type { Database } from 'lmdb';
import { blockOf, endOfBlock } from './blocks.ts';
import type { CollectionName } from './collections.ts';
import { kindOf, type Documents } from './documents/index.ts';
import type { Entries } from './entries.ts';
import type { Names } from './names.ts';
import { isSameTerm, type Term } from './terms.ts';

type AnyDocument = Documents[CollectionName];

/** A document with the terms that it had before it was changed. Undefined: it is new. */
export interface Change {
  readonly collection: CollectionName;
  readonly number: number;
  readonly key: number;
  readonly before: readonly Term[] | undefined;
  readonly document: AnyDocument;
}

export interface WritingParts {
  readonly documents: ReadonlyMap<CollectionName, Database<unknown[], number>>;
  readonly contents: Database<number[], [number, number]>;
  readonly ended: Database<number, [number, number]>;
  readonly entries: Entries;
  readonly names: Names;
  /** Called when the dates of a collection do not come in the order of its keys. */
  readonly disorder: (collection: CollectionName) => void;
}

/** The last document of a collection. */
interface Last {
  key: number;
  date: number;
}

/** Writes documents with what they are found by. All is done in a transaction that someone else makes. */
export class InstanceWriter {
  readonly #parts: WritingParts;
  readonly #last = new Map<CollectionName, Last>();

  constructor(parts: WritingParts) {
    this.#parts = parts;
  }

  /** The highest key of a collection. */
  lastKey(collection: CollectionName): number {
    return this.#lastOf(collection).key;
  }

  /** A transaction failed, or everything was removed. */
  failed(): void {
    this.#last.clear();
    this.#parts.entries.failed();
  }

  /** Writes changes, one a step. Changes of a collection must come in the order of their keys. */
  *steps(changes: Iterable<Change>): Generator<void, void> {
    this.#parts.names.write();
    const contents = new Map<number, number[]>();
    const left = new LeftTerms();
    for (const change of changes) {
      this.#write(change, left);
      const instance = kindOf(change.collection).instanceOf(change.document);
      if (change.before === undefined && instance !== 0) {
        const content = contents.get(instance);
        if (content === undefined) contents.set(instance, [change.number, change.key - instance]);
        else content.push(change.number, change.key - instance);
      }
      yield;
    }
    for (const [instance, content] of contents) {
      this.#parts.contents.putSync([instance, instance + (content[1] ?? 0)], content);
      yield;
    }
    for (const block of left.blocks()) {
      this.#tidy(block);
      yield;
    }
  }

  /** Removes a process instance with all that is in it. */
  remove(instance: number, collections: readonly CollectionName[]): void {
    const { contents } = this.#parts;
    const left = new LeftTerms();
    const parts = [...contents.getRange({ start: [instance, 0], end: [instance, Number.MAX_SAFE_INTEGER] })];
    for (const { key, value } of parts) {
      for (let at = 0; at < value.length; at += 2) {
        const collection = collections[value[at] ?? 0];
        if (collection !== undefined) this.#remove(collection, instance + (value[at + 1] ?? 0), left);
      }
      contents.removeSync(key);
    }
    this.#remove('process-instances', instance, left);
    for (const block of left.blocks()) this.#tidy(block);
  }

  #write({ collection, key, before, document }: Change, left: LeftTerms): void {
    const { entries, names, ended } = this.#parts;
    const kind = kindOf(collection);
    const terms = kind.terms(document, names);
    for (const term of before ?? [])
      if (!terms.some((other) => isSameTerm(other, term))) left.add(collection, key, term);
    for (const term of terms)
      if (before?.some((other) => isSameTerm(other, term)) !== true) entries.add(term, key);
    const end = endOf(collection, document);
    if (end !== undefined) ended.putSync([end, key], 1);
    const last = this.#lastOf(collection);
    const isLast = key > last.key;
    if (kind.date !== undefined && before === undefined) {
      const date = kind.date(document);
      if (!isLast || date < last.date) this.#parts.disorder(collection);
      last.date = Math.max(last.date, date);
    }
    // Told to be the last key, a document fills the page before it begins another.
    this.#of(collection).putSync(key, kind.codec.toRow(document), { append: isLast });
    if (isLast) last.key = key;
  }

  #remove(collection: CollectionName, key: number, left: LeftTerms): void {
    const { names, ended } = this.#parts;
    const documents = this.#of(collection);
    const row = documents.get(key);
    if (row === undefined) return;
    const document = kindOf(collection).codec.fromRow(row);
    for (const term of kindOf(collection).terms(document, names)) left.add(collection, key, term);
    const end = endOf(collection, document);
    if (end !== undefined) ended.removeSync([end, key]);
    documents.removeSync(key);
  }

  /** Removes the entries of a block for values that no document in it has any more. */
  #tidy({ collection, block, terms }: LeftBlock): void {
    const { entries, names } = this.#parts;
    const kind = kindOf(collection);
    const gone = new Set(terms);
    for (const { value } of this.#of(collection).getRange({ start: block, end: endOfBlock(block) })) {
      const has = kind.terms(kind.codec.fromRow(value), names);
      for (const term of gone) if (has.some((other) => isSameTerm(other, term))) gone.delete(term);
      if (gone.size === 0) return;
    }
    for (const term of gone) entries.remove(term, block);
  }

  #lastOf(collection: CollectionName): Last {
    let last = this.#last.get(collection);
    if (last !== undefined) return last;
    last = { key: 0, date: 0 };
    const kind = kindOf(collection);
    for (const { key, value } of this.#of(collection).getRange({ reverse: true, limit: 1 })) {
      last = { key, date: kind.date?.(kind.codec.fromRow(value)) ?? 0 };
    }
    this.#last.set(collection, last);
    return last;
  }

  #of(collection: CollectionName): Database<unknown[], number> {
    const documents = this.#parts.documents.get(collection);
    if (documents === undefined) throw new Error(`no collection ${collection}`);
    return documents;
  }
}

/** When a process instance ended, in epoch ms; undefined for others. */
function endOf(collection: CollectionName, document: AnyDocument): number | undefined {
  if (collection !== 'process-instances') return undefined;
  const { startedAt, lasted } = document as Documents['process-instances'];
  return lasted === null ? undefined : startedAt + lasted;
}

interface LeftBlock {
  readonly collection: CollectionName;
  readonly block: number;
  readonly terms: Term[];
}

/** Terms that documents do not have any more, by the blocks that may have an entry for nothing now. */
class LeftTerms {
  readonly #blocks = new Map<string, LeftBlock>();

  add(collection: CollectionName, key: number, term: Term): void {
    const block = blockOf(key);
    const id = `${collection}/${block}`;
    const known = this.#blocks.get(id);
    if (known === undefined) this.#blocks.set(id, { collection, block, terms: [term] });
    else if (!known.terms.some((other) => isSameTerm(other, term))) known.terms.push(term);
  }

  blocks(): Iterable<LeftBlock> {
    return this.#blocks.values();
  }
}
