import { collectionSchema, requiredNumber, requiredText } from './schema-parts.ts';

/** A sequence; `_id` is its name, `value` the number that was given last. */
export interface CounterDocument {
  _id: string;
  value: number;
}

export const counterSchema = collectionSchema<CounterDocument>('counters', {
  _id: requiredText,
  value: requiredNumber,
});
