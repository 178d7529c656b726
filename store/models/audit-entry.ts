import { Mixed, collectionSchema, requiredDate, requiredNumber, requiredText } from './schema-parts.ts';

/** One entry of the audit log; `hash` covers everything else, `previousHash` included. */
export interface AuditDocument {
  /** Place in the chain, from 1 without gaps. */
  _id: number;
  at: Date;
  actor: string;
  /** What was done, e.g. `caller.view`. */
  action: string;
  /** To what, e.g. `order:JS20261124-000001`. */
  subject: string;
  data: Record<string, unknown>;
  previousHash: string;
  hash: string;
}

export const auditSchema = collectionSchema<AuditDocument>('audit', {
  _id: requiredNumber,
  at: requiredDate,
  actor: requiredText,
  action: requiredText,
  subject: requiredText,
  data: { type: Mixed, default: () => ({}) },
  previousHash: requiredText,
  hash: requiredText,
});

auditSchema.index({ subject: 1, _id: -1 });
