export { DecisionTables, compileTables, tryCompileTables } from './decision-tables.ts';
export type { CompileProblem, DecisionAnswer } from './decision-tables.ts';
