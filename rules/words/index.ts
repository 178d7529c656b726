export type { RuleWord } from './rule-word.ts';
export { ruleWords } from './rule-words.ts';
