import type { RuleChangeState } from '@jiesu/store';
import { CHANGE_STATE_NAMES } from './change-records.ts';

/** All states of a change, in the order of its life. */
export const RULE_CHANGE_STATES = Object.keys(CHANGE_STATE_NAMES) as [RuleChangeState, ...RuleChangeState[]];
