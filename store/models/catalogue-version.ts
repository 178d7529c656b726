import { Mixed, collectionSchema, requiredDate, requiredNumber, requiredText } from './schema-parts.ts';

/**
 * An entry that a ruling proposes for the next version of the dispatch catalogue. The versions themselves are those of the
 * rule `catalogue` in `ruleVersions`, and nowhere else.
 */
export interface CatalogueVersionDocument {
  /** `proposal:<dispute id>`. */
  _id: string;
  version: number;
  state: 'in-force' | 'proposed' | 'withdrawn';
  /** First day on which orders that are received go by it, `YYYY-MM-DD`. */
  effectiveFrom?: string;
  source: 'file' | 'admin' | 'ruling';
  /** The whole catalogue, as config/catalogue.yaml is parsed; absent for a proposal. */
  catalogue?: Record<string, unknown>;
  /** Of a proposal: this category in this area is led by this unit. */
  entry?: { category: string; area: string; unitId: string; disputeId: string };
  at: Date;
  by: string;
  /** The change of rules that was drafted of it. */
  changeId?: string;
}

export const catalogueVersionSchema = collectionSchema<CatalogueVersionDocument>('catalogueVersions', {
  _id: requiredText,
  version: requiredNumber,
  state: requiredText,
  effectiveFrom: String,
  source: requiredText,
  catalogue: Mixed,
  entry: Mixed,
  at: requiredDate,
  by: requiredText,
  changeId: String,
});

catalogueVersionSchema.index({ state: 1, effectiveFrom: -1, version: -1 });
