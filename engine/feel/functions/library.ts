import type { Duration } from 'luxon';
import { DateTime, Duration as LuxonDuration } from 'luxon';
import { isFunction } from '../range-and-function.ts';
import type { FeelFunction } from '../range-and-function.ts';
import type { Run } from '../run.ts';
import { isContext, isList, typeOf } from '../values.ts';

/** A function of the library. */
export interface LibraryFunction {
  /** Names of the parameters; other names of one behind a `|`. The last may start with `...`. */
  readonly parameters: readonly string[];
  /** Arguments that were left out are undefined. What it gives as undefined becomes null. */
  readonly call: (run: Run, args: readonly unknown[]) => unknown;
  /** Why an expression with these constant arguments (undefined for others) can't be deployed. */
  readonly refuse?: (constants: readonly (string | undefined)[]) => string | undefined;
}

/** Functions by their names. */
export type Library = Readonly<Record<string, LibraryFunction>>;

/** A parameter of a type. `read` gives undefined for what is not of that type. */
export interface Parameter<Value> {
  readonly name: string;
  readonly what: string;
  readonly optional?: boolean;
  readonly read: (value: unknown) => Value | undefined;
}

type Values<Parameters extends readonly Parameter<unknown>[]> = {
  readonly [Index in keyof Parameters]: Parameters[Index] extends Parameter<infer Value> ? Value : never;
};

export const string = (name: string): Parameter<string> => ({
  name,
  what: 'a string',
  read: (value) => (typeof value === 'string' ? value : undefined),
});

export const number = (name: string): Parameter<number> => ({
  name,
  what: 'a number',
  read: (value) => (typeof value === 'number' ? value : undefined),
});

export const list = (name: string): Parameter<readonly unknown[]> => ({
  name,
  what: 'a list',
  read: (value) => (isList(value) ? value : undefined),
});

export const context = (name: string): Parameter<Readonly<Record<string, unknown>>> => ({
  name,
  what: 'a context',
  read: (value) => (isContext(value) ? value : undefined),
});

export const functionOf = (name: string): Parameter<FeelFunction> => ({
  name,
  what: 'a function',
  read: (value) => (isFunction(value) ? value : undefined),
});

export const duration = (name: string): Parameter<Duration> => ({
  name,
  what: 'a duration',
  read: (value) => (LuxonDuration.isDuration(value) ? value : undefined),
});

/** A date, or a date and time. */
export const day = (name: string): Parameter<DateTime> => ({
  name,
  what: 'a date',
  read: (value) => (DateTime.isDateTime(value) && typeOf(value) !== 'time' ? value : undefined),
});

/** Anything, null included. */
export const any = (name: string): Parameter<unknown> => ({ name, what: 'a value', read: (value) => value });

/** May be left out, or be null. */
export function optional<Value>(parameter: Parameter<Value>): Parameter<Value | undefined> {
  return { ...parameter, optional: true, read: (value) => parameter.read(value) };
}

/** A function with typed parameters: null, with a warning, when an argument is not of its type. */
export function define<const Parameters extends readonly Parameter<unknown>[]>(
  name: string,
  parameters: Parameters,
  call: (run: Run, ...values: Values<Parameters>) => unknown,
): Library {
  const needs = joined(
    parameters.map(({ what, optional }) => (optional === true ? `${what}, if any` : what)),
  );
  return {
    [name]: {
      parameters: parameters.map((parameter) => parameter.name),
      call(run, args) {
        const values: unknown[] = [];
        let index = 0;
        for (const parameter of parameters) {
          const given = args[index];
          const value = given === null && parameter.optional === true ? undefined : parameter.read(given);
          const isMissing = value === undefined && (parameter.optional !== true || (given ?? null) !== null);
          if (isMissing) return run.warn(`'${name}' needs ${needs}`);
          values.push(value);
          index += 1;
        }
        return call(run, ...(values as unknown as Values<Parameters>));
      },
    },
  };
}

/** A function of a list, or of its items one by one: `sum([1, 2])`, `sum(1, 2)`. */
export function defineOfItems(name: string, call: (run: Run, items: readonly unknown[]) => unknown): Library {
  return {
    [name]: {
      parameters: ['...list'],
      call(run, args) {
        if (args.length === 0) return run.warn(`'${name}' needs a list`);
        const items = args.length === 1 && isList(args[0]) ? args[0] : args;
        run.visit(items.length);
        return call(run, items);
      },
    },
  };
}

function joined(parts: readonly string[]): string {
  return parts.length < 3
    ? parts.join(' and ')
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
