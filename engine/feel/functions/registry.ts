import { AGGREGATES } from './aggregates.ts';
import { CONDITION_FUNCTIONS } from './conditions.ts';
import { CONTEXT_FUNCTIONS } from './contexts.ts';
import { CONVERSION_FUNCTIONS } from './conversion.ts';
import { JSON_FUNCTIONS } from './json.ts';
import type { LibraryFunction } from './library.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { PATTERN_FUNCTIONS } from './patterns.ts';
import { RANGE_FUNCTIONS } from './ranges.ts';
import { TEMPORAL_FUNCTIONS } from './temporal.ts';
import { TEXT_FUNCTIONS } from './text.ts';

export type { LibraryFunction } from './library.ts';

/** Every function by its name. */
const LIBRARY: ReadonlyMap<string, LibraryFunction> = new Map(
  [
    CONVERSION_FUNCTIONS,
    TEXT_FUNCTIONS,
    PATTERN_FUNCTIONS,
    NUMBER_FUNCTIONS,
    LIST_FUNCTIONS,
    AGGREGATES,
    CONTEXT_FUNCTIONS,
    CONDITION_FUNCTIONS,
    RANGE_FUNCTIONS,
    TEMPORAL_FUNCTIONS,
    JSON_FUNCTIONS,
  ].flatMap((family) => Object.entries(family)),
);

/** Older names of Camunda. */
const ALIASES: Readonly<Record<string, string>> = {
  and: 'all',
  or: 'any',
  'put all': 'context merge',
  put: 'context put',
};

/** The function of that name; undefined when the library has none. */
export function functionNamed(name: string): LibraryFunction | undefined {
  return LIBRARY.get(ALIASES[name] ?? name);
}

/** The names of all functions, for tests and documentation. */
export function functionNames(): readonly string[] {
  return [...LIBRARY.keys()];
}
