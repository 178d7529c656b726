/** What a range is made of: `[1..5]`, `> 3`, whose other end is null. */
interface RangeProperties {
  readonly start: unknown;
  readonly end: unknown;
  readonly 'start included': boolean;
  readonly 'end included': boolean;
  /** Three-valued: null when the value can't be compared with an end. */
  readonly includes: (value: unknown) => boolean | null;
}

/** A range as a value. Its properties are FEEL's own names, because expressions read them. */
class Range implements RangeProperties {
  readonly start: unknown;
  readonly end: unknown;
  readonly 'start included': boolean;
  readonly 'end included': boolean;
  readonly #includes: (value: unknown) => boolean | null;

  constructor(properties: RangeProperties) {
    this.start = properties.start;
    this.end = properties.end;
    this['start included'] = properties['start included'];
    this['end included'] = properties['end included'];
    this.#includes = properties.includes;
  }

  includes(value: unknown): boolean | null {
    return this.#includes(value);
  }
}

/** A function as a value. */
class FunctionValue {
  readonly parameterNames: readonly string[];
  readonly #call: (args: readonly unknown[]) => unknown;

  constructor(parameterNames: readonly string[], call: (args: readonly unknown[]) => unknown) {
    this.parameterNames = parameterNames;
    this.#call = call;
  }

  invoke(args: readonly unknown[]): unknown {
    return this.#call(args);
  }
}

export type FeelRange = Range;
export type FeelFunction = FunctionValue;

export function isRange(value: unknown): value is FeelRange {
  return value instanceof Range;
}

export function isFunction(value: unknown): value is FeelFunction {
  return value instanceof FunctionValue;
}

export function makeRange(properties: RangeProperties): FeelRange {
  return new Range(properties);
}

/** @param call is given the arguments in the order of the parameters */
export function makeFunction(
  parameterNames: readonly string[],
  call: (args: readonly unknown[]) => unknown,
): FeelFunction {
  return new FunctionValue(parameterNames, call);
}
