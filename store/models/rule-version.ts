import {
  Mixed,
  collectionSchema,
  listOf,
  requiredDate,
  requiredNumber,
  requiredText,
} from './schema-parts.ts';

/** A sentence in both languages, e.g. of what differs between two versions; `path` names the place. */
export interface RuleWords {
  zh: string;
  en: string;
  path?: string;
}

/** Where a version of a rule file stands. */
export type RuleVersionState = 'in-force' | 'superseded';

/** A version of a file of config/: what was in force, since when, who brought it into force and why. */
export interface RuleVersionDocument {
  /** `<rule id>@<number>`. */
  _id: string;
  /** Path below config/ without its ending, e.g. `deadlines`, `documents/assignment`. */
  ruleId: string;
  /** Path below config/. */
  file: string;
  /** Counts from 1 in each rule. */
  number: number;
  content: string;
  /** SHA-256 of the content, hex. */
  checksum: string;
  state: RuleVersionState;
  /** User name; `system` for what came with the files of the repository. */
  by: string;
  approvedBy?: string;
  reason: string;
  /** When it was published. */
  at: Date;
  /** Since when it holds. */
  effectiveAt: Date;
  supersededAt?: Date;
  changeId?: string;
  /** What differs from the version before, in words. */
  words: RuleWords[];
}

export const ruleVersionSchema = collectionSchema<RuleVersionDocument>('ruleVersions', {
  _id: requiredText,
  ruleId: requiredText,
  file: requiredText,
  number: requiredNumber,
  content: { type: String, default: '' },
  checksum: requiredText,
  state: requiredText,
  by: requiredText,
  approvedBy: String,
  reason: { type: String, default: '' },
  at: requiredDate,
  effectiveAt: requiredDate,
  supersededAt: Date,
  changeId: String,
  words: listOf(Mixed),
});

ruleVersionSchema.index({ state: 1, ruleId: 1, number: -1 });
ruleVersionSchema.index({ ruleId: 1, number: -1 });
