/** 规则: long work on many orders, a draft tried on past ones, and rules applied to open ones. */
export { RuleRunLoop } from './rule-run-loop.ts';
export type { RuleRunLoopOptions } from './rule-run-loop.ts';
