export { compileExpression, compileFeel } from './compile.ts';
export type { Evaluation, Expression, VariableContext } from './expression.ts';
export { SYNTAX_LIMITS } from './syntax.ts';
export { compileUnaryTests } from './unary-tests.ts';
export type { TestOutcome, UnaryTests } from './unary-tests.ts';
