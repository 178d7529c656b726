import type { Evaluate } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { childAt } from './builder.ts';
import type { Builder, NodeCompiler, StaticScope } from './builder.ts';
import { dateTimeLiteral, functionDefinition, functionInvocation } from './calls.ts';
import { context, filterExpression, interval, list } from './collections.ts';
import { forExpression, iterationContext, quantifiedExpression } from './iterations.ts';
import { atLiteral, booleanLiteral, nullLiteral, numericLiteral, stringLiteral } from './literals.ts';
import { implicitInput, pathExpression, variableName } from './names.ts';
import { arithmeticExpression, conjunction, disjunction, ifExpression } from './operators.ts';
import { comparisonExpression, instanceOfExpression, simplePositiveUnaryTest } from './tests.ts';

/** Stands for what is inside of it. */
const inside =
  (index: number): NodeCompiler =>
  (node, scope, builder) =>
    builder.build(childAt(node, index), scope);

/** Every node of the FEEL grammar that has a value. */
const NODES: Readonly<Record<string, NodeCompiler>> = {
  '?': implicitInput,
  ArithmeticExpression: arithmeticExpression,
  AtLiteral: atLiteral,
  BooleanLiteral: booleanLiteral,
  Comparison: comparisonExpression,
  Conjunction: conjunction,
  Context: context,
  DateTimeLiteral: dateTimeLiteral,
  Disjunction: disjunction,
  Expression: inside(0),
  FilterExpression: filterExpression,
  ForExpression: forExpression,
  FunctionBody: inside(0),
  FunctionDefinition: functionDefinition,
  FunctionInvocation: functionInvocation,
  IfExpression: ifExpression,
  InstanceOfExpression: instanceOfExpression,
  Interval: interval,
  IterationContext: iterationContext,
  List: list,
  NumericLiteral: numericLiteral,
  ParenthesizedExpression: inside(1),
  PathExpression: pathExpression,
  QuantifiedExpression: quantifiedExpression,
  SimplePositiveUnaryTest: simplePositiveUnaryTest,
  StringLiteral: stringLiteral,
  VariableName: variableName,
  null: nullLiteral,
};

/** Compiles the pieces of one expression. */
export class ExpressionBuilder implements Builder {
  readonly names = new Set<string>();

  build(node: SyntaxNode, scope: StaticScope | undefined): Evaluate {
    const compiler = NODES[node.name];
    if (compiler === undefined) throw new Error(`no FEEL for <${node.name}>: <${node.text}>`);
    return compiler(node, scope, this);
  }
}
