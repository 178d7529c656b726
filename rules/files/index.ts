export { findRuleFile, ruleFile, ruleFiles } from './rule-files.ts';
export type { RuleFile, RuleFormat, RuleGroup, RuleTexts } from './rule-files.ts';
export { RULE_NAMES } from './rule-names.ts';
