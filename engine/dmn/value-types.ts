import { typeOf } from '../feel/index.ts';
import type { FeelType } from '../feel/index.ts';

/** FEEL's types by the type names of DMN; other names, item definitions among them, are not checked, as in Zeebe. */
const TYPES: Readonly<Record<string, FeelType>> = {
  string: 'string',
  boolean: 'boolean',
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  'date and time': 'date and time',
  dayTimeDuration: 'days and time duration',
  'days and time duration': 'days and time duration',
  yearMonthDuration: 'years and months duration',
  'years and months duration': 'years and months duration',
};

/** Types whose values editors do not name, because they declare a string where an author has chosen nothing. */
const UNNAMED: ReadonlySet<FeelType> = new Set(['null', 'list', 'context']);

/** Why a value is not of a declared type, or undefined when it is. Null is of every type. Lists and contexts pass. */
export function typeMismatch(value: unknown, typeRef: string | undefined): string | undefined {
  const expected = typeRef === undefined ? undefined : TYPES[typeRef.replace(/^feel:/, '')];
  if (expected === undefined) return undefined;
  const found = typeOf(value);
  if (found === expected || UNNAMED.has(found)) return undefined;
  const shown =
    typeof value === 'object' || typeof value === 'function' ? `a ${found}` : JSON.stringify(value);
  return `${shown} is not of the type ${typeRef ?? ''}`;
}
