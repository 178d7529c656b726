import { Schema } from 'mongoose';
import type { SchemaDefinition } from 'mongoose';

/** How a field is stored: a type by itself, or with its default or duty. */
type Field = unknown;

/** A field for every member of a document's type, so that type and schema can't drift apart. */
type Fields<T> = Readonly<Record<keyof Required<T>, Field>>;

export const Mixed = Schema.Types.Mixed;
export const requiredText = { type: String, required: true } as const;
export const requiredDate = { type: Date, required: true } as const;
export const requiredNumber = { type: Number, required: true } as const;
/** A list that starts empty. */
export const listOf = (type: Field) => ({ type: [type], default: () => [] });

// Versions are ours, and a misspelt field is an error.
const EMBEDDED = { _id: false, id: false, minimize: false, strict: 'throw' } as const;
// Indexes are made by `ensureIndexes`, where a failure is seen.
const COLLECTION = {
  autoIndex: false,
  autoCreate: false,
  versionKey: false,
  id: false,
  minimize: false,
  strict: 'throw',
  strictQuery: 'throw',
} as const;

/** Schema of a collection's documents. */
export function collectionSchema<T>(collection: string, fields: Fields<T>): Schema<T> {
  return new Schema<T>(fields as SchemaDefinition<T>, { ...COLLECTION, collection });
}

/** Schema of a part of a document. */
export function embeddedSchema<T>(fields: Fields<T>): Schema<T> {
  return new Schema<T>(fields as SchemaDefinition<T>, EMBEDDED);
}
