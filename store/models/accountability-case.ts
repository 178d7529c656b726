import { Mixed, collectionSchema, listOf, requiredDate, requiredText } from './schema-parts.ts';

export interface CaseMeasure {
  /** Key of the job or task. */
  id: string;
  measure: 'notice' | 'interview' | 'accountability';
  at: Date;
  by?: string;
  values?: Record<string, unknown>;
}

/** A unit is held to account for an order: 通报 → 约谈 → 问责. */
export interface CaseDocument {
  /** `<order id>:<step key>`: one for a cause. */
  _id: string;
  orderId: string;
  orderNo: string;
  unitId: string;
  cause: string;
  openedAt: Date;
  state: 'open' | 'settled' | 'closed';
  measures: CaseMeasure[];
  settledAt?: Date;
}

export const caseSchema = collectionSchema<CaseDocument>('cases', {
  _id: requiredText,
  orderId: requiredText,
  orderNo: requiredText,
  unitId: requiredText,
  cause: requiredText,
  openedAt: requiredDate,
  state: requiredText,
  measures: listOf(Mixed),
  settledAt: Date,
});

caseSchema.index({ orderId: 1, openedAt: 1 });
caseSchema.index({ unitId: 1, openedAt: -1 });
