import { collectionSchema, listOf, requiredDate, requiredText } from './schema-parts.ts';

/** A ruling that later cases may follow. */
export interface PrecedentDocument {
  /** Id of the dispute. */
  _id: string;
  orderId: string;
  orderNo: string;
  /** The request without anything of the caller. */
  title: string;
  category?: string;
  area: string;
  unitId: string;
  assistingUnitIds: string[];
  /** Units that said they are not responsible. */
  otherUnitIds: string[];
  by: 'agreement' | 'meeting';
  reason?: string;
  legalBasis?: string;
  at: Date;
}

export const precedentSchema = collectionSchema<PrecedentDocument>('precedents', {
  _id: requiredText,
  orderId: requiredText,
  orderNo: requiredText,
  title: requiredText,
  category: String,
  area: requiredText,
  unitId: requiredText,
  assistingUnitIds: listOf(String),
  otherUnitIds: listOf(String),
  by: requiredText,
  reason: String,
  legalBasis: String,
  at: requiredDate,
});

precedentSchema.index({ category: 1, area: 1, at: -1 });
precedentSchema.index({ at: -1, _id: -1 });
