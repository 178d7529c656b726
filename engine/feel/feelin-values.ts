import { evaluate } from '@bpmn-io/feelin';

/**
 * The values that feelin's built-in functions take and give. Its classes are not exported, so they are taken from
 * values that it makes.
 */

/** A range as feelin has it: `[1..5]`, `> 3`. */
export interface FeelRange {
  readonly start: unknown;
  readonly end: unknown;
  readonly 'start included': boolean;
  readonly 'end included': boolean;
  readonly map: (visit: (value: unknown) => unknown) => unknown[];
  readonly includes: (value: unknown) => boolean | null;
}

/** A function value. `parameterNames` may end with a name that starts with `...`. */
export interface FeelFunction {
  readonly parameterNames: readonly string[];
  invoke(args: unknown[]): unknown;
}

type Constructor<Args extends unknown[], Value> = new (...args: Args) => Value;

const RangeClass = classOf<[FeelRange], FeelRange>('[1..2]');
const FunctionClass = classOf<[(...args: unknown[]) => unknown, readonly string[]], FeelFunction>(
  'function(x) x',
);

function classOf<Args extends unknown[], Value>(expression: string): Constructor<Args, Value> {
  return (evaluate(expression).value as { constructor: unknown }).constructor as Constructor<Args, Value>;
}

export function isRange(value: unknown): value is FeelRange {
  return value instanceof RangeClass;
}

export function isFunction(value: unknown): value is FeelFunction {
  return value instanceof FunctionClass;
}

export function makeRange(properties: FeelRange): FeelRange {
  return new RangeClass(properties);
}

export function makeFunction(
  call: (...args: unknown[]) => unknown,
  parameterNames: readonly string[],
): FeelFunction {
  return new FunctionClass(call, parameterNames);
}

/** A function that feelin has built in. */
export interface Builtin {
  (...args: unknown[]): unknown;
  readonly $args: readonly string[];
}

const builtins = new Map<string, Builtin | undefined>();

/** feelin's built-in function of that name. */
export function feelinBuiltin(name: string): Builtin | undefined {
  if (!builtins.has(name)) {
    const value = evaluate(name).value;
    builtins.set(name, typeof value === 'function' ? (value as Builtin) : undefined);
  }
  return builtins.get(name);
}
