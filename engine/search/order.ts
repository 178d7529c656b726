import { EngineError } from '../errors.ts';
import type { FieldValue, Row } from './row.ts';

export interface SortBy {
  readonly field: string;
  readonly descending: boolean;
}

/** The place of a row in an order: what it is sorted by, and its key. */
export interface Place {
  readonly values: readonly FieldValue[];
  readonly key: number;
}

/** An order of rows. Rows that are equal in it are in the order of their keys, in the direction of the last field. */
export class Order {
  readonly #sort: readonly SortBy[];
  readonly #keyField: string;

  constructor(sort: readonly SortBy[], keyField: string) {
    this.#sort = sort;
    this.#keyField = keyField;
  }

  placeOf(row: Row): Place {
    return {
      values: this.#sort.map(({ field }) => row[field] ?? null),
      key: Number(row[this.#keyField]),
    };
  }

  compare(a: Place, b: Place): number {
    for (const [index, { descending }] of this.#sort.entries()) {
      const left = a.values[index] ?? null;
      const right = b.values[index] ?? null;
      // What has no value is last in both directions.
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
        continue;
      }
      const difference = compareValues(left, right);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return this.#sort.at(-1)?.descending === true ? b.key - a.key : a.key - b.key;
  }

  /** A place as a client keeps it to go on from there. */
  cursorOf(place: Place): string {
    return Buffer.from(JSON.stringify([...place.values, place.key])).toString('base64');
  }

  /** @throws EngineError INVALID_ARGUMENT for text that is no cursor of this order */
  placeAt(cursor: string, field: string): Place {
    try {
      const parts = JSON.parse(Buffer.from(cursor, 'base64').toString()) as unknown;
      if (Array.isArray(parts) && parts.length === this.#sort.length + 1) {
        const key: unknown = parts.at(-1);
        if (typeof key === 'number') return { values: parts.slice(0, -1) as FieldValue[], key };
      }
    } catch {
      // Told below, as for every other text that is no cursor.
    }
    throw new EngineError('INVALID_ARGUMENT', `${field}: not a cursor of this search`);
  }
}

/** Numbers by value, keys too, though they are text; other text by its characters. */
export function compareValues(a: FieldValue, b: FieldValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = textOf(a);
  const right = textOf(b);
  if (left.length !== right.length && /^\d+$/.test(left) && /^\d+$/.test(right)) {
    return left.length - right.length;
  }
  return left < right ? -1 : Number(left > right);
}

/** A value as text; a list by its items. */
export function textOf(value: FieldValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
