import { DateTime, Duration } from 'luxon';
import { isFunction, isRange } from './range-and-function.ts';
import {
  compareDurations,
  compareMoments,
  isMonthly,
  isoDurationOf,
  isoOf,
  momentType,
} from './temporal-values.ts';
import type { MomentType } from './temporal-values.ts';

export type FeelType =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | 'context'
  | MomentType
  | 'years and months duration'
  | 'days and time duration'
  | 'range'
  | 'function';

type Entries = Readonly<Record<string, unknown>>;

/** Counts the values inside of lists and contexts that are looked at, and throws when they are too many. */
export interface VisitCount {
  visit(count: number): void;
}

/** The FEEL type of a value: JSON, luxon's DateTime and Duration, a range or a function. */
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
  // Most objects are plain ones, and to ask luxon takes longer.
  if (Object.getPrototypeOf(value) === Object.prototype) return 'context';
  if (DateTime.isDateTime(value)) return momentType(value);
  if (Duration.isDuration(value))
    return isMonthly(value) ? 'years and months duration' : 'days and time duration';
  if (isRange(value)) return 'range';
  return isFunction(value) ? 'function' : 'context';
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isContext(value: unknown): value is Entries {
  return typeof value === 'object' && typeOf(value) === 'context';
}

/** The context with one more entry. */
export function withEntry(target: Entries, key: string, value: unknown): Entries {
  const copy = { ...target };
  define(copy, key, value);
  return copy;
}

/** Equality of FEEL: true or false for values of one type, and for null; null for values of different types. */
export function equal(left: unknown, right: unknown, count: VisitCount): boolean | null {
  if (left === right && typeof left === 'string') return true;
  const type = typeOf(left);
  const other = typeOf(right);
  if (type === 'null' || other === 'null') return type === other;
  if (Duration.isDuration(left) && Duration.isDuration(right)) return compareDurations(left, right) === 0;
  if (type !== other) return null;
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return false;
    count.visit(left.length);
    return left.every((item, index) => equal(item, right[index], count) === true);
  }
  if (DateTime.isDateTime(left) && DateTime.isDateTime(right)) return left.toMillis() === right.toMillis();
  if (isRange(left) && isRange(right))
    return equalRanges(left as unknown as Entries, right as unknown as Entries, count);
  if (isContext(left) && isContext(right)) return equalContexts(left, right, count);
  return left === right;
}

function equalContexts(left: Entries, right: Entries, count: VisitCount): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  count.visit(keys.length);
  return keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key], count) === true);
}

function equalRanges(left: Entries, right: Entries, count: VisitCount): boolean {
  return ['start', 'end', 'start included', 'end included'].every(
    (key) => equal(left[key], right[key], count) === true,
  );
}

/** Negative, 0 or positive for values that have an order and one type; undefined for others. */
export function compare(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (Duration.isDuration(left) && Duration.isDuration(right)) return compareDurations(left, right);
  if (DateTime.isDateTime(left) && DateTime.isDateTime(right)) return compareMoments(left, right);
  return undefined;
}

/**
 * The value as JSON: temporal values become ISO 8601 strings, ranges and functions become null.
 * @param count bounds it, because a list that holds another one twice is written out twice
 */
export function toJson(
  value: unknown,
  count: VisitCount,
  momentText: (value: DateTime) => string | null = isoOf,
): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  if (Object.getPrototypeOf(value) === Object.prototype)
    return contextToJson(value as Entries, count, momentText);
  if (Array.isArray(value)) {
    count.visit(value.length);
    return value.map((item) => toJson(item, count, momentText));
  }
  if (DateTime.isDateTime(value)) return momentText(value);
  if (Duration.isDuration(value)) return isoDurationOf(value);
  if (isRange(value) || isFunction(value)) return null;
  return contextToJson(value as Entries, count, momentText);
}

function contextToJson(
  value: Entries,
  count: VisitCount,
  momentText: (value: DateTime) => string | null,
): unknown {
  const keys = Object.keys(value);
  count.visit(keys.length);
  const json: Record<string, unknown> = {};
  for (const key of keys) define(json, key, toJson(value[key], count, momentText));
  return json;
}

/** Sets an entry of any name: __proto__ is a name like others. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}
