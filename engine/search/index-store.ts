import { join } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import { indexText } from '../state/index.ts';
import { COLLECTIONS, type Collection, type CollectionName } from './collections.ts';
import type { FieldValue, Row } from './row.ts';

/** Version of what is stored. An index of another version is built again from the log. */
const VERSION = 1;

/** [number of the field in `indexed`, value as text, row key] */
type Entry = [field: number, value: string, key: number];

interface Tables {
  readonly rows: Database<unknown[], number>;
  readonly entries: Database<number, Entry>;
}

const AFTER_ALL_TEXT = '\uffff\uffff';
const ROW_ENCODING = { useRecords: false, encodeUndefinedAsNil: true } as const;

/** A row with what it was before a batch changed it. Null: not there. */
export interface RowChange {
  readonly collection: CollectionName;
  readonly key: number;
  readonly before: Row | null;
  readonly after: Row | null;
}

/**
 * The rows of all collections with their indexes, in an environment of their own beside the engine's store: its writes
 * are done by another thread and no command waits for them. What a crash loses is read from the log again.
 */
export class IndexStore {
  readonly #env: RootDatabase;
  readonly #meta: Database<number, string>;
  readonly #tables = new Map<CollectionName, Tables>();

  constructor(dataDir: string) {
    this.#env = open({
      path: join(dataDir, 'search'),
      noSubdir: false,
      maxDbs: 32,
      compression: { threshold: 400 },
    });
    this.#meta = this.#env.openDB<number, string>({ name: 'meta' });
    for (const name of Object.keys(COLLECTIONS) as CollectionName[]) {
      this.#tables.set(name, {
        rows: this.#env.openDB<unknown[], number>({ name, ...ROW_ENCODING }),
        entries: this.#env.openDB<number, Entry>({ name: `${name}.index`, ...ROW_ENCODING }),
      });
    }
    if (this.#meta.get('version') !== VERSION) this.clear();
  }

  /** Position of the last command of the log that is in the index; undefined when there is nothing yet. */
  get position(): number | undefined {
    return this.#meta.get('position');
  }

  row(collection: CollectionName, key: number): Row | undefined {
    const row = this.#of(collection).rows.get(key);
    return row === undefined ? undefined : fromRow(COLLECTIONS[collection], row);
  }

  /** Keys of all rows, in order, from behind `after` on. */
  keys(collection: CollectionName, after: number | undefined, reverse: boolean, limit: number): number[] {
    const start = after === undefined ? {} : { start: after, exclusiveStart: true };
    return [...this.#of(collection).rows.getKeys({ ...start, reverse, limit })];
  }

  /** Keys of the rows that have the value in an indexed field, in order, from behind `after` on. */
  keysWith(
    collection: CollectionName,
    field: string,
    value: string,
    after: number | undefined,
    reverse: boolean,
    limit: number,
  ): number[] {
    const number = fieldNumber(collection, field);
    const text = indexText(value);
    const low: Entry = [number, text, after !== undefined && !reverse ? after : 0];
    const high: Entry = [number, text, after !== undefined && reverse ? after : Number.MAX_SAFE_INTEGER];
    const range = reverse ? { start: high, end: low } : { start: low, end: high };
    const found = this.#of(collection).entries.getKeys({
      ...range,
      exclusiveStart: after !== undefined,
      reverse,
      limit,
    });
    return [...found].map(([, , key]) => key);
  }

  /** [value, key] of all rows in the order of an indexed field's text, from behind `after` on. */
  entriesBy(
    collection: CollectionName,
    field: string,
    after: readonly [value: string, key: number] | undefined,
    reverse: boolean,
    limit: number,
  ): (readonly [value: string, key: number])[] {
    const number = fieldNumber(collection, field);
    const first: Entry = [number, '', 0];
    const last: Entry = [number, AFTER_ALL_TEXT, Number.MAX_SAFE_INTEGER];
    const at: Entry | undefined = after && [number, indexText(after[0]), after[1]];
    const range = reverse ? { start: at ?? last, end: first } : { start: at ?? first, end: last };
    const found = this.#of(collection).entries.getKeys({
      ...range,
      exclusiveStart: at !== undefined,
      reverse,
      limit,
    });
    return [...found].map(([, value, key]) => [value, key] as const);
  }

  /** Writes changes and how far the log is read, all or nothing. */
  async write(changes: Iterable<RowChange>, position: number): Promise<void> {
    await this.#env.batch(() => {
      for (const change of changes) this.#change(change);
      void this.#meta.put('position', position);
    });
  }

  /** Forgets everything. */
  clear(): void {
    this.#env.transactionSync(() => {
      for (const { rows, entries } of this.#tables.values()) {
        rows.clearSync();
        entries.clearSync();
      }
      this.#meta.removeSync('position');
      this.#meta.putSync('version', VERSION);
    });
  }

  async close(): Promise<void> {
    await this.#env.close();
  }

  #change({ collection, key, before, after }: RowChange): void {
    const definition = COLLECTIONS[collection];
    const { rows, entries } = this.#of(collection);
    for (const [number, field] of definition.indexed.entries()) {
      const old = texts(before?.[field]);
      const fresh = texts(after?.[field]);
      for (const text of old) if (!fresh.includes(text)) void entries.remove([number, text, key]);
      for (const text of fresh) if (!old.includes(text)) void entries.put([number, text, key], 1);
    }
    if (after === null) void rows.remove(key);
    else void rows.put(key, toRow(definition, after));
  }

  #of(collection: CollectionName): Tables {
    const tables = this.#tables.get(collection);
    if (tables === undefined) throw new Error(`no collection ${collection}`);
    return tables;
  }
}

/** The texts by which an indexed value is found. */
function texts(value: FieldValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => indexText(String(item)));
}

function fieldNumber(collection: CollectionName, field: string): number {
  return COLLECTIONS[collection].indexed.indexOf(field);
}

function toRow(collection: Collection, row: Row): unknown[] {
  const values: unknown[] = collection.fields.map((field) => row[field] ?? null);
  while (values.length > 0 && values.at(-1) === null) values.pop();
  return values;
}

function fromRow(collection: Collection, values: readonly unknown[]): Row {
  const row: Row = {};
  for (const [index, field] of collection.fields.entries())
    row[field] = (values[index] ?? null) as FieldValue;
  return row;
}
