export { meets, readCell, readLiteral } from './cell-test.ts';
export type { CellItem, CellTest, CellValue, NumberRange } from './cell-test.ts';
