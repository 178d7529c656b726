import { Mixed, embeddedSchema, requiredDate, requiredText } from './schema-parts.ts';

/** A message to the outside that waits in the document whose change caused it. */
export interface OutboxEntry {
  /** Unique in its document; the receiver uses it to drop repeats. */
  id: string;
  /** What carries it, e.g. `publish-message`. */
  kind: string;
  payload: Record<string, unknown>;
  at: Date;
  /** Tries that were begun. */
  attempts: number;
  /** Not tried before; a claim moves it on, so a crash in the middle leads to another try. */
  nextAt: Date;
  /** Code or name of the last failure. */
  lastError?: string;
}

export const outboxEntrySchema = embeddedSchema<OutboxEntry>({
  id: requiredText,
  kind: requiredText,
  payload: { type: Mixed, required: true },
  at: requiredDate,
  attempts: { type: Number, default: 0 },
  nextAt: requiredDate,
  lastError: String,
});
