/** How a record is kept: a plain array, so that field names are not repeated in every record. */
export interface RowCodec<T> {
  toRow(record: T): unknown[];
  fromRow(row: readonly unknown[]): T;
}

/**
 * A codec by the order of the fields. A new field goes to the end: rows that were written before it read as null there.
 * Records must have every field (null, not undefined, where there is nothing).
 */
export function rowCodec<T extends object>(fields: readonly (keyof T & string)[]): RowCodec<T> {
  return {
    toRow: (record) => fields.map((field) => record[field]),
    fromRow(row) {
      const record: Record<string, unknown> = {};
      for (const [index, field] of fields.entries()) record[field] = row[index] ?? null;
      return record as T;
    },
  };
}

/** A codec for values that are kept as they are. */
export function plainCodec<T>(): RowCodec<T> {
  return { toRow: (value) => [value], fromRow: (row) => row[0] as T };
}
