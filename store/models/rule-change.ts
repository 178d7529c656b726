import {
  Mixed,
  collectionSchema,
  listOf,
  requiredDate,
  requiredNumber,
  requiredText,
} from './schema-parts.ts';

export const RULE_CHANGE_STATES = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'published',
  'refused',
  'withdrawn',
  'rolled-back',
] as const;
/** Where a change of rules is on its way into force. */
export type RuleChangeState = (typeof RULE_CHANGE_STATES)[number];

/** A file that a change rewrites, and the version that it was drawn up from. */
export interface RuleChangeFile {
  ruleId: string;
  file: string;
  baseNumber: number;
  content: string;
}

/** Something that is wrong with a draft, or that its author should look at. */
export interface RuleChangeProblem {
  ruleId: string;
  severity: 'error' | 'warning';
  code: string;
  zh: string;
  en: string;
  /** Id of the row of a decision table. */
  row?: string;
  /** Id of its column. */
  column?: string;
  /** Place in a YAML file. */
  path?: string;
}

/** A line of the history of a change. */
export interface RuleChangeStep {
  at: Date;
  by: string;
  what: string;
  note?: string;
}

/** A change of rules, from the first draft to its end. It may rewrite several files; they come into force together. */
export interface RuleChangeDocument {
  _id: string;
  title: string;
  reason: string;
  state: RuleChangeState;
  files: RuleChangeFile[];
  /** Grows with each change of it; whoever saves names the one that they saw. */
  revision: number;
  author: string;
  /** Everybody who wrote in it: none of them may approve it. */
  editors: string[];
  submittedBy?: string;
  approver?: string;
  /** When it shall come into force; absent for at once. */
  effectiveAt?: Date;
  check?: { at: Date; revision: number; problems: RuleChangeProblem[] };
  /** Newest run that tried it, and newest that applied it or took it back. */
  replayId?: string;
  applyId?: string;
  publishedAt?: Date;
  /** Ids of the versions that it brought into force, and of those that they replaced. */
  versions?: string[];
  previous?: string[];
  /** Id of the change that this one takes back. */
  takesBack?: string;
  /** Why it could not be published. */
  refusal?: { zh: string; en: string; detail: string };
  createdAt: Date;
  updatedAt: Date;
  history: RuleChangeStep[];
}

export const ruleChangeSchema = collectionSchema<RuleChangeDocument>('ruleChanges', {
  _id: requiredText,
  title: requiredText,
  reason: { type: String, default: '' },
  state: requiredText,
  files: listOf(Mixed),
  revision: requiredNumber,
  author: requiredText,
  editors: listOf(String),
  submittedBy: String,
  approver: String,
  effectiveAt: Date,
  check: Mixed,
  replayId: String,
  applyId: String,
  publishedAt: Date,
  versions: Mixed,
  previous: Mixed,
  takesBack: String,
  refusal: Mixed,
  createdAt: requiredDate,
  updatedAt: requiredDate,
  history: listOf(Mixed),
});

ruleChangeSchema.index({ state: 1, updatedAt: -1 });
ruleChangeSchema.index({ updatedAt: -1 });
