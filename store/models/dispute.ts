import { Mixed, collectionSchema, listOf, requiredDate, requiredText } from './schema-parts.ts';

/** What a unit says to the question who is responsible. */
export interface DisputePosition {
  unitId: string;
  position?: string;
  opinion?: string;
  legalBasis?: string;
  termsOfDuty?: string;
  suggestedUnitId?: string;
  by?: string;
  at?: Date;
  /** It did not say anything in time. */
  missedAt?: Date;
}

/** A dispute on which unit is responsible for an order. */
export interface DisputeDocument {
  /** `<order id>:<number of the dispute>`. */
  _id: string;
  orderId: string;
  orderNo: string;
  category?: string;
  area: string;
  openedAt: Date;
  openedBy: string;
  state: 'positions' | 'agreement' | 'meeting' | 'ruled';
  /** Step of the ladder, from 1. */
  rung: number;
  rungName?: string;
  parties: string[];
  positions: DisputePosition[];
  positionsDueAt?: Date;
  meetingDueAt?: Date;
  rulingDueAt?: Date;
  meetingId?: string;
  /** Keys of jobs that have changed it. */
  steps: string[];
  /** Why it is to be settled so, as it was written at the agreement or in the minutes. */
  basis?: string;
  ruling?: DisputeRuling;
}

export interface DisputeRuling {
  unitId: string;
  assistingUnitIds: string[];
  by: 'agreement' | 'meeting';
  at: Date;
  reason?: string;
  legalBasis?: string;
  meetingId?: string;
}

export const disputeSchema = collectionSchema<DisputeDocument>('disputes', {
  _id: requiredText,
  orderId: requiredText,
  orderNo: requiredText,
  category: String,
  area: requiredText,
  openedAt: requiredDate,
  openedBy: requiredText,
  state: requiredText,
  rung: { type: Number, default: 1 },
  rungName: String,
  parties: listOf(String),
  positions: listOf(Mixed),
  positionsDueAt: Date,
  meetingDueAt: Date,
  rulingDueAt: Date,
  meetingId: String,
  steps: listOf(String),
  basis: String,
  ruling: Mixed,
});

disputeSchema.index({ orderId: 1, openedAt: 1 });
disputeSchema.index({ state: 1, openedAt: -1, _id: -1 });
disputeSchema.index({ meetingId: 1 }, { sparse: true });
