export { compileExpression } from './compile.ts';
export type { Evaluation, Expression, VariableContext } from './expression.ts';
