export { caseFileOf, caseFileSchema } from './case-file.ts';
export type { CaseFile, RuleCase } from './case-file.ts';
export { runCases } from './run-cases.ts';
export type { CaseResult } from './run-cases.ts';
