export { idName, ruleNames, valueName } from './rule-names.ts';
export type { RuleNames } from './rule-names.ts';
export { TIME_UNIT_WORDS } from './value-words.ts';
