import { isLike } from './like.ts';
import { compareValues } from './order.ts';
import type { FieldValue, Row } from './row.ts';

export type Scalar = string | number | boolean;

/** What a filter asks of a field: a value, or all of these. */
export type Condition =
  | Scalar
  | {
      readonly $eq?: Scalar | undefined;
      readonly $neq?: Scalar | undefined;
      readonly $exists?: boolean | undefined;
      readonly $gt?: Scalar | undefined;
      readonly $gte?: Scalar | undefined;
      readonly $lt?: Scalar | undefined;
      readonly $lte?: Scalar | undefined;
      readonly $in?: readonly Scalar[] | undefined;
      readonly $notIn?: readonly Scalar[] | undefined;
      readonly $like?: string | undefined;
    };

/** Conditions by field; all must hold. Absent and null ask nothing. */
export type Filter = Readonly<Record<string, Condition | readonly Scalar[] | null | undefined>>;

/** Whether a row is what a filter asks for. Of a list, one item must be; a list of values must be in it all. */
export function matchesFilter(row: Row, filter: Filter): boolean {
  for (const [field, wanted] of Object.entries(filter)) {
    if (wanted === null || wanted === undefined) continue;
    const value = row[field] ?? null;
    const all: readonly Condition[] = isList(wanted) ? wanted : [wanted as Condition];
    if (!all.every((condition) => matches(value, condition))) return false;
  }
  return true;
}

/** Whether a value is what a condition asks for. */
export function matches(value: FieldValue, wanted: Condition): boolean {
  if (isList(value) && value.length > 0) return value.some((item) => matchesOne(item, wanted));
  return matchesOne(isList(value) ? null : value, wanted);
}

function matchesOne(value: FieldValue, wanted: Condition): boolean {
  if (typeof wanted !== 'object') return same(value, wanted);
  const { $eq, $neq, $exists, $gt, $gte, $lt, $lte, $in, $notIn, $like } = wanted;
  return (
    ($eq === undefined || same(value, $eq)) &&
    ($neq === undefined || !same(value, $neq)) &&
    ($exists === undefined || (value !== null) === $exists) &&
    ($in?.some((item) => same(value, item)) ?? true) &&
    !($notIn?.some((item) => same(value, item)) ?? false) &&
    ($gt === undefined || (value !== null && compareValues(value, $gt) > 0)) &&
    ($gte === undefined || (value !== null && compareValues(value, $gte) >= 0)) &&
    ($lt === undefined || (value !== null && compareValues(value, $lt) < 0)) &&
    ($lte === undefined || (value !== null && compareValues(value, $lte) <= 0)) &&
    ($like === undefined || (typeof value === 'string' && isLike(value, $like)))
  );
}

/** The values of which a condition takes one, if it says so. */
export function wantedValues(condition: Filter[string]): readonly string[] | undefined {
  if (condition === null || condition === undefined) return undefined;
  if (isList(condition)) return condition.length === 0 ? undefined : [String(condition[0])];
  const wanted = condition as Condition;
  if (typeof wanted !== 'object') return [String(wanted)];
  if (wanted.$eq !== undefined) return [String(wanted.$eq)];
  return wanted.$in?.map(String);
}

function same(value: FieldValue, wanted: Scalar): boolean {
  return value !== null && typeof value !== 'object' && String(value) === String(wanted);
}

function isList(value: unknown): value is readonly Scalar[] & readonly string[] {
  return Array.isArray(value);
}
