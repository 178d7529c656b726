import { DateTime, Duration, FixedOffsetZone, SystemZone } from 'luxon';
import { isFunction, isRange } from './feelin-values.ts';

export type FeelType =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | 'context'
  | 'date'
  | 'time'
  | 'date and time'
  | 'years and months duration'
  | 'days and time duration'
  | 'range'
  | 'function';

/** The FEEL type of a value, as JSON or as feelin has it (luxon's DateTime and Duration). */
export function typeOf(value: unknown): FeelType {
  if (value === null || value === undefined) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    default:
      break;
  }
  if (Array.isArray(value)) return 'list';
  if (DateTime.isDateTime(value)) return temporalType(value);
  if (Duration.isDuration(value))
    return isMonthly(value) ? 'years and months duration' : 'days and time duration';
  if (isRange(value)) return 'range';
  return isFunction(value) ? 'function' : 'context';
}

/** Times are of the year 1900 and dates at midnight of the zone object UTC, as feelin has them. */
function temporalType(value: DateTime): FeelType {
  if (value.year === 1900 && value.month === 1 && value.day === 1) return 'time';
  const midnight = value.hour === 0 && value.minute === 0 && value.second === 0 && value.millisecond === 0;
  return midnight && value.zone === FixedOffsetZone.utcInstance ? 'date' : 'date and time';
}

function isMonthly(duration: Duration): boolean {
  return duration.years !== 0 || duration.months !== 0 || duration.quarters !== 0;
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isContext(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && typeOf(value) === 'context';
}

/**
 * A zone that is UTC and yet not the object by which feelin tells dates: a date-time at midnight UTC stays a date-time.
 */
export const UTC_OF_DATE_TIMES = 'Etc/UTC';

export function asDateTime(value: DateTime): DateTime {
  return value.zone === FixedOffsetZone.utcInstance ? value.setZone(UTC_OF_DATE_TIMES) : value;
}

/** Equality of FEEL: true or false for values of one type, and for null; null for values of different types. */
export function equal(left: unknown, right: unknown): boolean | null {
  const type = typeOf(left);
  const other = typeOf(right);
  if (type === 'null' || other === 'null') return type === other;
  if (type !== other) return isDuration(left) && isDuration(right) ? false : null;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => equal(item, right[index]) === true);
  }
  if (DateTime.isDateTime(left) && DateTime.isDateTime(right)) return left.toMillis() === right.toMillis();
  if (isDuration(left) && isDuration(right)) return left.toMillis() === right.toMillis();
  if (isRange(left) && isRange(right))
    return equalRanges(left as unknown as Entries, right as unknown as Entries);
  if (isContext(left) && isContext(right)) return equalContexts(left, right);
  return left === right;
}

type Entries = Readonly<Record<string, unknown>>;

function isDuration(value: unknown): value is Duration {
  return Duration.isDuration(value);
}

function equalContexts(left: Entries, right: Entries): boolean {
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]) === true)
  );
}

function equalRanges(left: Entries, right: Entries): boolean {
  return ['start', 'end', 'start included', 'end included'].every(
    (key) => equal(left[key], right[key]) === true,
  );
}

/** Negative, 0 or positive for values that have an order and one type; undefined for others. */
export function compare(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (isDuration(left) && isDuration(right)) return left.toMillis() - right.toMillis();
  if (DateTime.isDateTime(left) && DateTime.isDateTime(right)) {
    const oneIsTime = (typeOf(left) === 'time') !== (typeOf(right) === 'time');
    return oneIsTime ? undefined : left.toMillis() - right.toMillis();
  }
  return undefined;
}

/** The value as JSON: temporal values become ISO 8601 strings, ranges and functions become null. */
export function toJson(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (DateTime.isDateTime(value)) return isoOf(value);
  if (isDuration(value)) return isoDurationOf(value);
  if (isRange(value) || isFunction(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
}

/** `2026-01-01`, `10:00:00`, or a date-time with its offset. */
export function isoOf(value: DateTime): string | null {
  if (!value.isValid) return null;
  const type = typeOf(value);
  if (type === 'date') return value.toISODate();
  if (type === 'time') {
    return value.toISOTime({ suppressMilliseconds: true, includeOffset: value.zone !== SystemZone.instance });
  }
  return value.toISO({ suppressMilliseconds: true })?.replace(/\+00:00$/, 'Z') ?? null;
}

/** `P1Y2M` or `P1DT2H`; a negative one has its sign in front. */
export function isoDurationOf(value: Duration): string | null {
  if (!value.isValid) return null;
  const units = isMonthly(value)
    ? value.shiftTo('years', 'months')
    : value.shiftTo('days', 'hours', 'minutes', 'seconds');
  const negative = Object.values(units.toObject()).every((amount) => amount <= 0) && units.toMillis() !== 0;
  return negative ? `-${units.negate().toISO() ?? ''}` : units.toISO();
}
