export { readTable } from './read-table.ts';
export type { DecisionTable, InputColumn, OutputColumn, Row, TableFile } from './table-file.ts';
