import {
  Mixed,
  collectionSchema,
  listOf,
  requiredDate,
  requiredNumber,
  requiredText,
} from './schema-parts.ts';

export const RULE_RUN_KINDS = ['replay', 'apply', 'undo'] as const;
/** Long work on many orders: a draft tried on past orders, rules applied to open orders, and that undone. */
export type RuleRunKind = (typeof RULE_RUN_KINDS)[number];
export type RuleRunState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

export interface RuleRunOptions {
  /** Of a replay: orders received in the last days. */
  days?: number;
  /** Of an application: version of each rule that the orders shall go by. */
  numbers?: Record<string, number>;
}

/** A run. Whoever works on it holds its lease; when that process ends, another one goes on at the cursor. */
export interface RuleRunDocument {
  _id: string;
  kind: RuleRunKind;
  changeId: string;
  state: RuleRunState;
  by: string;
  at: Date;
  options: RuleRunOptions;
  total: number;
  done: number;
  /** Orders that it gave another deadline. */
  moved: number;
  /** Id of the last order that is done for good. */
  cursor?: string;
  /** Asked to stop by a person. */
  stopAsked?: boolean;
  lease?: { owner: string; until: Date };
  result?: Record<string, unknown>;
  /** The first of them. */
  faults: { orderNo: string; detail: string }[];
  faultCount: number;
  startedAt?: Date;
  finishedAt?: Date;
}

export const ruleRunSchema = collectionSchema<RuleRunDocument>('ruleRuns', {
  _id: requiredText,
  kind: requiredText,
  changeId: requiredText,
  state: requiredText,
  by: requiredText,
  at: requiredDate,
  options: { type: Mixed, default: () => ({}) },
  total: requiredNumber,
  done: requiredNumber,
  moved: { type: Number, default: 0 },
  cursor: String,
  stopAsked: Boolean,
  lease: Mixed,
  result: Mixed,
  faults: listOf(Mixed),
  faultCount: { type: Number, default: 0 },
  startedAt: Date,
  finishedAt: Date,
});

ruleRunSchema.index({ state: 1, at: 1 });
ruleRunSchema.index({ changeId: 1, at: -1 });
