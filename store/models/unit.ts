import { Mixed, collectionSchema, listOf, requiredText } from './schema-parts.ts';

/** A unit as config/units.yaml describes it, kept so that orders of the past can still name it. */
export interface UnitDocument {
  _id: string;
  zh: string;
  en: string;
  group: string;
  phone: string;
  areas: unknown;
  duties: unknown[];
  emergencySquad?: Record<string, unknown>;
  roster: unknown[];
  active: boolean;
}

export const unitSchema = collectionSchema<UnitDocument>('units', {
  _id: requiredText,
  zh: requiredText,
  en: requiredText,
  group: requiredText,
  phone: { type: String, default: '' },
  areas: Mixed,
  duties: listOf(Mixed),
  emergencySquad: Mixed,
  roster: listOf(Mixed),
  active: { type: Boolean, default: true },
});
