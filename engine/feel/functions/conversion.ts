import { DateTime, Duration } from 'luxon';
import { isFunction, isRange } from '../range-and-function.ts';
import type { Run } from '../run.ts';
import { isoDurationOf, isoOf } from '../temporal-values.ts';
import { isContext, isList } from '../values.ts';
import { any, define, optional, string } from './library.ts';
import type { Library } from './library.ts';

/** From and to strings; `date` and its like are in temporal.ts, `context` in contexts.ts. */
export const CONVERSION_FUNCTIONS: Library = {
  ...define('string', [any('from')], (run, value) => (value === null ? null : textOf(run, value, false))),
  ...define(
    'number',
    [any('from'), optional(string('grouping separator')), optional(string('decimal separator'))],
    (run, value, grouping, decimal) => {
      if (typeof value === 'number') return value;
      if (typeof value !== 'string') return run.warn("'number' needs a string");
      return numberOf(value, grouping, decimal) ?? run.warn(`<${value.slice(0, 100)}> is no number`);
    },
  ),
};

function numberOf(
  text: string,
  grouping: string | undefined,
  decimal: string | undefined,
): number | undefined {
  const joined = grouping === undefined || grouping === '' ? text : text.replaceAll(grouping, '');
  const plain = decimal === undefined || decimal === '.' ? joined : joined.replace(decimal, '.');
  if (plain.length > 400 || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** A value as FEEL writes it; a string has its quotes only inside of another value. */
function textOf(run: Run, value: unknown, isInner: boolean): string {
  run.visit(1);
  if (typeof value === 'string') return run.text(isInner ? JSON.stringify(value) : value);
  if (isList(value)) return run.text(`[${value.map((item) => textOf(run, item, true)).join(', ')}]`);
  if (DateTime.isDateTime(value)) return isoOf(value) ?? 'null';
  if (Duration.isDuration(value)) return isoDurationOf(value) ?? 'null';
  if (isRange(value)) {
    const start = `${value['start included'] ? '[' : '('}${textOf(run, value.start, true)}`;
    return `${start}..${textOf(run, value.end, true)}${value['end included'] ? ']' : ')'}`;
  }
  if (isFunction(value)) return 'function';
  if (!isContext(value)) return String(value);
  const entries = Object.entries(value).map(([key, entry]) => `${keyOf(key)}: ${textOf(run, entry, true)}`);
  return run.text(`{${entries.join(', ')}}`);
}

function keyOf(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) ? key : JSON.stringify(key);
}
