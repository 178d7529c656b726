import { feelinBuiltin } from '../feelin-values.ts';
import { CONDITION_FUNCTIONS } from './conditions.ts';
import { JSON_FUNCTIONS } from './json.ts';
import type { LibraryFunction } from './library.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { TEMPORAL_FUNCTIONS } from './temporal.ts';
import { TEXT_FUNCTIONS } from './text.ts';

export type { LibraryFunction } from './library.ts';

/** Functions of the engine, which come before those of feelin. */
const OWN: ReadonlyMap<string, LibraryFunction> = new Map(
  [
    TEXT_FUNCTIONS,
    LIST_FUNCTIONS,
    CONDITION_FUNCTIONS,
    JSON_FUNCTIONS,
    NUMBER_FUNCTIONS,
    TEMPORAL_FUNCTIONS,
  ].flatMap((family) => Object.entries(family)),
);

/** Names of functions that feelin has built in, as the FEEL specification writes them. */
const OF_FEELIN: ReadonlySet<string> = new Set(
  `number|date|time|not|substring|string length|upper case|lower case|substring before|substring after|replace|contains|
matches|starts with|ends with|split|string join|list contains|list replace|count|min|max|sum|mean|all|any|sublist|append|
concatenate|insert before|remove|reverse|index of|union|distinct values|flatten|product|median|stddev|mode|decimal|floor|
ceiling|abs|round up|round down|round half up|round half down|modulo|sqrt|log|exp|odd|even|is|before|after|meets|met by|
overlaps|overlaps before|overlaps after|finishes|finished by|includes|during|starts|started by|coincides|day of year|
day of week|month of year|week of year|sort|get value|get entries|context|context merge|context put`
    .split('|')
    .map((name) => name.trim()),
);

/** Other names of functions: Camunda's and the specification's. */
const ALIASES: Readonly<Record<string, string>> = {
  and: 'all',
  or: 'any',
  'put all': 'context merge',
  put: 'context put',
};

/** The function of that name; undefined when the library has none. */
export function functionNamed(name: string): LibraryFunction | undefined {
  const own = OWN.get(name);
  if (own !== undefined) return own;
  const known = ALIASES[name] ?? name;
  if (!OF_FEELIN.has(known)) return undefined;
  const builtin = feelinBuiltin(known);
  return builtin && { parameters: builtin.$args, call: (_run, args) => builtin(...args) };
}
