import { Mixed, collectionSchema, listOf, requiredDate, requiredText } from './schema-parts.ts';

export const DOCUMENT_KINDS = ['assignment', 'coordination', 'supervision', 'closing'] as const;
/** The four documents (四单). */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/**
 * One of the four documents of an order, as it was on the day it was issued: what it says does not change when the
 * order does. It never holds who called.
 */
export interface OfficialDocument {
  /** Its number, e.g. JB-JS20261124-000123-01. */
  _id: string;
  kind: DocumentKind;
  orderId: string;
  orderNo: string;
  unitId?: string;
  issuedAt: Date;
  /** What it was issued for, e.g. the step of supervision. */
  occasion?: string;
  /** Key of the job that issued it: a redelivery finds it here. */
  jobKey: string;
  /** Numbers of the order's documents before it. */
  follows: string[];
  /** Values for the template. */
  content: Record<string, unknown>;
}

export const officialDocumentSchema = collectionSchema<OfficialDocument>('documents', {
  _id: requiredText,
  kind: requiredText,
  orderId: requiredText,
  orderNo: requiredText,
  unitId: String,
  issuedAt: requiredDate,
  occasion: String,
  jobKey: requiredText,
  follows: listOf(String),
  content: { type: Mixed, required: true },
});

officialDocumentSchema.index({ orderId: 1, issuedAt: 1 });
officialDocumentSchema.index({ kind: 1, issuedAt: -1 });
