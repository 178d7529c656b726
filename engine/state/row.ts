import { packKey, unpackKey } from './keys.ts';

/** How a record is kept: a plain array, so that field names are not repeated in every record. */
export interface RowCodec<T> {
  toRow(record: T): unknown[];
  fromRow(row: readonly unknown[]): T;
}

/** Fields that are kept shorter than they are. */
interface Packing<T> {
  /** Fields with a key of the engine, or 0. */
  readonly keys?: readonly (keyof T & string)[];
  /** Fields with one of these words. A new word goes to the end. */
  readonly words?: { readonly [F in keyof T & string]?: readonly string[] };
  /** Fields with an object, or null. */
  readonly objects?: { readonly [F in keyof T & string]?: RowCodec<NonNullable<T[F]>> };
  /** Fields with a list of objects, or null. */
  readonly lists?: { readonly [F in keyof T & string]?: RowCodec<ItemOf<T[F]>> };
}

type ItemOf<T> = NonNullable<T> extends readonly (infer Item)[] ? Item : never;

interface Packer {
  readonly pack: (value: unknown) => unknown;
  readonly unpack: (value: unknown) => unknown;
}

const AS_IT_IS: Packer = { pack: (value) => value, unpack: (value) => value };

/**
 * A codec by the order of the fields. A new field goes to the end: rows that were written before it read as null there.
 * Records must have every field (null, not undefined, where there is nothing).
 */
export function rowCodec<T extends object>(
  fields: readonly (keyof T & string)[],
  packing: Packing<T> = {},
): RowCodec<T> {
  const columns = fields.map((field) => ({ field, ...(packerOf(field, packing) ?? AS_IT_IS) }));
  return {
    toRow(record) {
      const row: unknown[] = [];
      for (const { field, pack } of columns) row.push(pack(record[field]));
      while (row.length > 0 && row.at(-1) === null) row.pop();
      return row;
    },
    fromRow(row) {
      const record: Record<string, unknown> = {};
      let index = 0;
      for (const { field, unpack } of columns) {
        record[field] = unpack(row[index] ?? null);
        index += 1;
      }
      return record as T;
    },
  };
}

type NestedCodecs = Readonly<Record<string, RowCodec<unknown>>>;

function packerOf<T>(field: keyof T & string, packing: Packing<T>): Packer | undefined {
  if (packing.keys?.includes(field) === true) {
    return {
      // No key is nothing, so that a row may end before it.
      pack: (value) => (value === 0 ? null : packKey(value as number)),
      unpack: (value) => unpackKey(value as number | null),
    };
  }
  const object = (packing.objects as NestedCodecs | undefined)?.[field];
  if (object !== undefined) {
    return {
      pack: (value) => (value === null ? null : object.toRow(value)),
      // In rows of version 1 some are objects with names.
      unpack: (value) => (Array.isArray(value) ? object.fromRow(value as readonly unknown[]) : value),
    };
  }
  const list = (packing.lists as NestedCodecs | undefined)?.[field];
  if (list !== undefined) {
    return {
      pack: (value) => (value as readonly unknown[] | null)?.map((item) => list.toRow(item)) ?? null,
      unpack: (value) =>
        (value as readonly (readonly unknown[])[] | null)?.map((row) => list.fromRow(row)) ?? null,
    };
  }
  const words = (packing.words as Readonly<Record<string, readonly string[]>> | undefined)?.[field];
  if (words === undefined) return undefined;
  const numbers = new Map(words.map((word, index) => [word, index]));
  // A word that is not in the list is kept as it is.
  return {
    pack: (value) => numbers.get(value as string) ?? value,
    unpack: (value) => (typeof value === 'number' ? words.at(value) : value),
  };
}

/** A codec for values that are kept as they are. */
export function plainCodec<T>(): RowCodec<T> {
  return { toRow: (value) => [value], fromRow: (row) => row[0] as T };
}
