import { Mixed, collectionSchema, listOf, requiredDate, requiredText } from './schema-parts.ts';

/** A report on a day, week or month. */
export interface ReportDocument {
  /** `<daily|weekly|monthly>:<last day>`. */
  _id: string;
  reportId: string;
  from: Date;
  to: Date;
  builtAt: Date;
  /** Numbers by their names. */
  figures: Record<string, unknown>;
  /** Similar orders of one area, with their ids. */
  hotspots: Record<string, unknown>[];
  /** Callers who asked again, by the hash of their number. */
  repeats: Record<string, unknown>[];
  /** What the supervisor decided on the hotspots. */
  review?: Record<string, unknown>;
  /** Orders that were made of hotspots. */
  proactiveOrderIds: string[];
}

export const reportSchema = collectionSchema<ReportDocument>('reports', {
  _id: requiredText,
  reportId: requiredText,
  from: requiredDate,
  to: requiredDate,
  builtAt: requiredDate,
  figures: { type: Mixed, default: () => ({}) },
  hotspots: listOf(Mixed),
  repeats: listOf(Mixed),
  review: Mixed,
  proactiveOrderIds: listOf(String),
});

reportSchema.index({ reportId: 1, to: -1 });
