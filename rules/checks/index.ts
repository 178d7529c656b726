export { checkRules } from './check-rules.ts';
export type { CheckInput } from './check-rules.ts';
export type { ProblemCode, RuleProblem } from './problem.ts';
