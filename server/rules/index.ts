/** Rules that an admin changes without code: drafts, checks, approval, publication, runs over orders. */
export { openRules } from './open-rules.ts';
export type { RulesParts } from './open-rules.ts';
