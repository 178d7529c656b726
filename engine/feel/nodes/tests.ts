import { isFunction, isRange } from '../range-and-function.ts';
import { rangeOf } from '../ranges.ts';
import type { Evaluate, Frame, Run } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { equal, typeOf } from '../values.ts';
import type { FeelType } from '../values.ts';
import { childAt, childNamed } from './builder.ts';
import type { Builder, NodeCompiler, StaticScope } from './builder.ts';
import { comparison } from './operators.ts';

/** A test of one value: true, false, or null when it can't be told. */
export type Test = (run: Run, frame: Frame | undefined, value: unknown) => boolean | null;

/** `a < b`, `a = b`, `a between b and c`, `a in (tests)`. */
export const comparisonExpression: NodeCompiler = (node, scope, builder) => {
  const left = builder.build(childAt(node, 0), scope);
  const operator = childAt(node, 1);
  if (operator.name === 'between') {
    const start = builder.build(childAt(node, 2), scope);
    const end = builder.build(childAt(node, 4), scope);
    return (run, frame) => {
      const range = rangeOf(run, start(run, frame), end(run, frame), true, true);
      return range === null || range.start === null || range.end === null
        ? null
        : range.includes(left(run, frame));
    };
  }
  if (operator.name === 'in') {
    const tests = childNamed(node, 'PositiveUnaryTests')?.children ?? [childAt(node, 2)];
    const test = anyOf(tests.map((one) => compileTest(one, scope, builder)));
    return (run, frame) => test(run, frame, left(run, frame));
  }
  const right = builder.build(childAt(node, 2), scope);
  const compare = comparison(operator.text);
  return (run, frame) => compare(run, left(run, frame), right(run, frame));
};

/** `> 5` or `[1..5]` as a value: a range. */
export const simplePositiveUnaryTest: NodeCompiler = (node, scope, builder) => {
  if (node.children.length === 1) return builder.build(childAt(node, 0), scope);
  const operator = childAt(node, 0).text;
  const bound = builder.build(childAt(node, 1), scope);
  return (run, frame) => {
    const value = bound(run, frame);
    return operator.startsWith('<')
      ? rangeOf(run, null, value, false, operator === '<=')
      : rangeOf(run, value, null, operator === '>=', false);
  };
};

/** True when one is true, null when none is and one can't be told. */
export function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (run, frame, value) => {
    let result: boolean | null = false;
    for (const test of tests) {
      const one = test(run, frame, value);
      if (one === true) return true;
      if (one === null) result = null;
    }
    return result;
  };
}

const LITERALS: ReadonlySet<string> = new Set(['StringLiteral', 'NumericLiteral', 'BooleanLiteral', 'null']);

/** A PositiveUnaryTest: a literal, a comparison with the value, an interval, or an expression that may ask for `?`. */
export function compileTest(node: SyntaxNode, scope: StaticScope | undefined, builder: Builder): Test {
  const inner = node.name === 'PositiveUnaryTest' ? childAt(node, 0) : node;
  if (LITERALS.has(inner.name)) return literalTest(builder.build(inner, scope));
  if (inner.name === 'SimplePositiveUnaryTest' && inner.children.length === 2) {
    const compare = comparison(childAt(inner, 0).text);
    const bound = builder.build(childAt(inner, 1), scope);
    return (run, frame, value) => (value === null ? null : compare(run, value, bound(run, frame)));
  }
  const expression = builder.build(inner, scope);
  const asks = mentionsInput(inner);
  return (run, frame, value) => answer(run, expression(run, frame), value, asks);
}

/** What a test's expression says of the value: yes or no when it asked for it, else whether they are equal. */
function answer(run: Run, result: unknown, value: unknown, asks: boolean): boolean | null {
  if (typeof result === 'boolean' && (asks || typeof value !== 'boolean')) return result;
  if (isRange(result)) return result.includes(value);
  if (isFunction(result)) return result.invoke([value]) === true;
  if (Array.isArray(result))
    return result.some((item) => equal(item, value, run) === true) || equal(result, value, run) === true;
  return equal(result, value, run) ?? false;
}

/** Literals are compared without a look at types: values of different types are simply not equal. */
function literalTest(literal: Evaluate): Test {
  return (run, frame, value) => literal(run, frame) === value;
}

/** Whether `?` occurs anywhere in the expression. */
function mentionsInput(node: SyntaxNode): boolean {
  return node.name === '?' || node.children.some(mentionsInput);
}

/** `a instance of number` */
export const instanceOfExpression: NodeCompiler = (node, scope, builder) => {
  const value = builder.build(childAt(node, 0), scope);
  const type = (childNamed(node, 'Type') ?? childAt(node, 3)).text.trim().replace(/\s+/g, ' ');
  const outer = type.replace(/<.*$/s, '').trim();
  return (run, frame) => isInstance(typeOf(value(run, frame)), outer);
};

function isInstance(actual: FeelType, type: string): boolean {
  switch (type.toLowerCase()) {
    case 'any':
      return actual !== 'null';
    case 'date time':
      return actual === 'date and time';
    case 'day-time-duration':
      return actual === 'days and time duration';
    case 'year-month-duration':
      return actual === 'years and months duration';
    case 'duration':
      return actual.endsWith('duration');
    default:
      return actual === type.toLowerCase();
  }
}
