import { DateTime, Duration } from 'luxon';
import type { Run } from '../run.ts';
import { momentType, multiplied, quotient, shifted } from '../temporal-values.ts';
import { compare, equal, typeOf } from '../values.ts';
import { childAt } from './builder.ts';
import type { NodeCompiler } from './builder.ts';

/** Characters that a string may have without being counted: what steps are left to make such ones bounds them. */
const SHORT = 256;

type Operation = (left: unknown, right: unknown) => unknown;

/** Binary, or with a leading minus. Null, with a warning, for operands that do not fit. */
export const arithmeticExpression: NodeCompiler = (node, scope, builder) => {
  if (node.children.length === 2) {
    const operand = builder.build(childAt(node, 1), scope);
    return (run, frame) => {
      const value = operand(run, frame);
      if (typeof value === 'number') return -value;
      return Duration.isDuration(value)
        ? value.negate()
        : run.warn(`can not negate a ${typeOf(value)}: <${node.text}>`);
    };
  }
  const left = builder.build(childAt(node, 0), scope);
  const operator = childAt(node, 1).text;
  const right = builder.build(childAt(node, 2), scope);
  const operation = OPERATIONS[operator];
  if (operation === undefined) throw new Error(`no operator <${operator}>`);
  return (run, frame) => {
    const a = left(run, frame);
    const b = right(run, frame);
    const result = operation(a, b);
    if (result === undefined)
      return run.warn(`can not calculate a ${typeOf(a)} ${operator} a ${typeOf(b)}: <${node.text}>`);
    if (typeof result === 'number')
      return Number.isFinite(result) ? result : run.warn(`no finite number: <${node.text}>`);
    if (typeof result === 'string') {
      if (result.length > SHORT) run.characters(result.length);
      return result;
    }
    const isMoment = DateTime.isDateTime(result);
    return isMoment && !result.isValid ? run.warn(`there is no such date: <${node.text}>`) : result;
  };
};

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '+': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a + b;
    if (typeof a === 'string' && typeof b === 'string') return a + b;
    if (Duration.isDuration(a) && Duration.isDuration(b)) return a.plus(b);
    if (DateTime.isDateTime(a) && Duration.isDuration(b)) return shifted(a, b);
    return Duration.isDuration(a) && DateTime.isDateTime(b) ? shifted(b, a) : undefined;
  },
  '-': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (Duration.isDuration(a) && Duration.isDuration(b)) return a.minus(b);
    if (DateTime.isDateTime(a) && Duration.isDuration(b)) return shifted(a, b.negate());
    if (!DateTime.isDateTime(a) || !DateTime.isDateTime(b)) return undefined;
    return momentType(a) === momentType(b) ? a.diff(b) : undefined;
  },
  '*': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a * b;
    if (Duration.isDuration(a) && typeof b === 'number') return multiplied(a, b);
    return typeof a === 'number' && Duration.isDuration(b) ? multiplied(b, a) : undefined;
  },
  '/': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a / b;
    if (Duration.isDuration(a) && typeof b === 'number' && b !== 0) return multiplied(a, 1 / b);
    return Duration.isDuration(a) && Duration.isDuration(b) ? quotient(a, b) : undefined;
  },
  '**': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a ** b : undefined),
  '^': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a ** b : undefined),
};

/** How the order of two values answers each comparison. */
const BY_ORDER: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** The function of a comparison operator: true, false, or null with a warning for values that can't be compared. */
export function comparison(operator: string): (run: Run, left: unknown, right: unknown) => boolean | null {
  if (operator === '=' || operator === '!=') {
    return (run, left, right) => {
      const same = equal(left, right, run);
      if (same === null) return run.warn(`can not compare a ${typeOf(left)} with a ${typeOf(right)}`);
      return operator === '=' ? same : !same;
    };
  }
  const test = BY_ORDER[operator];
  if (test === undefined) throw new Error(`no comparison <${operator}>`);
  return (run, left, right) => {
    const order = compare(left, right);
    return order === undefined
      ? run.warn(`can not compare a ${typeOf(left)} with a ${typeOf(right)}`)
      : test(order);
  };
}

/** Three-valued: false decides, else null, else true. */
export const conjunction: NodeCompiler = (node, scope, builder) => {
  const left = builder.build(childAt(node, 0), scope);
  const right = builder.build(childAt(node, 2), scope);
  return (run, frame) => {
    const a = left(run, frame);
    if (a === false) return false;
    const b = right(run, frame);
    if (b === false) return false;
    return a === true && b === true ? true : null;
  };
};

/** Three-valued: true decides, else null, else false. */
export const disjunction: NodeCompiler = (node, scope, builder) => {
  const left = builder.build(childAt(node, 0), scope);
  const right = builder.build(childAt(node, 2), scope);
  return (run, frame) => {
    const a = left(run, frame);
    if (a === true) return true;
    const b = right(run, frame);
    if (b === true) return true;
    return a === false && b === false ? false : null;
  };
};

/** Only true takes the first branch; null takes the other one, as the specification says. */
export const ifExpression: NodeCompiler = (node, scope, builder) => {
  const condition = builder.build(childAt(node, 1), scope);
  const then = builder.build(childAt(node, 3), scope);
  const otherwise = builder.build(childAt(node, 5), scope);
  return (run, frame) => (condition(run, frame) === true ? then(run, frame) : otherwise(run, frame));
};
