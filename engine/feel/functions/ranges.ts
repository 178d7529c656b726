import { isRange } from '../range-and-function.ts';
import type { FeelRange } from '../range-and-function.ts';
import { compare } from '../values.ts';
import { any, define } from './library.ts';
import type { Library } from './library.ts';

/** An end of a range, or a point, which is both ends of itself. No value is without a limit. */
interface Edge {
  readonly value: unknown;
  readonly included: boolean;
}

interface Span {
  readonly start: Edge;
  readonly end: Edge;
  readonly isPoint: boolean;
}

type Relation = (first: Span, second: Span) => boolean;

/** Thrown inside of a relation when two ends have no order. */
class NoOrder extends Error {}

/** How two ends are ordered; `unlimited` is where an end without a value lies. */
function order(
  left: Edge,
  right: Edge,
  unlimited: { readonly left: 1 | -1; readonly right: 1 | -1 },
): number {
  if (left.value === null && right.value === null) return unlimited.left - unlimited.right;
  if (left.value === null) return unlimited.left;
  if (right.value === null) return -unlimited.right;
  const result = compare(left.value, right.value);
  if (result === undefined) throw new NoOrder();
  return result;
}

const starts = (a: Span, b: Span): number => order(a.start, b.start, { left: -1, right: -1 });
const ends = (a: Span, b: Span): number => order(a.end, b.end, { left: 1, right: 1 });
const endToStart = (a: Span, b: Span): number => order(a.end, b.start, { left: 1, right: -1 });

const before: Relation = (a, b) => {
  const gap = endToStart(a, b);
  return gap < 0 || (gap === 0 && !(a.end.included && b.start.included));
};

const meets: Relation = (a, b) => endToStart(a, b) === 0 && a.end.included && b.start.included;

/** True when the two have a point in common. */
const overlaps: Relation = (a, b) => !before(a, b) && !before(b, a);

const startsEarlier: Relation = (a, b) => {
  const difference = starts(a, b);
  return difference < 0 || (difference === 0 && a.start.included && !b.start.included);
};

const endsNoLater: Relation = (a, b) => {
  const difference = ends(a, b);
  return difference < 0 || (difference === 0 && (!a.end.included || b.end.included));
};

const startsNoEarlier: Relation = (a, b) => {
  const difference = starts(a, b);
  return difference > 0 || (difference === 0 && (!a.start.included || b.start.included));
};

const overlapsBefore: Relation = (a, b) => startsEarlier(a, b) && overlaps(a, b) && endsNoLater(a, b);

const overlapsAfter: Relation = (a, b) => {
  const difference = ends(a, b);
  const endsLater = difference > 0 || (difference === 0 && (a.end.included || !b.end.included));
  return startsEarlier(b, a) && overlaps(a, b) && endsLater;
};

const during: Relation = (a, b) => startsNoEarlier(a, b) && endsNoLater(a, b);

const finishes: Relation = (a, b) =>
  ends(a, b) === 0 && a.end.included === b.end.included && (a.isPoint || startsNoEarlier(a, b));

const startsWith: Relation = (a, b) =>
  starts(a, b) === 0 && a.start.included === b.start.included && (a.isPoint || endsNoLater(a, b));

const coincides: Relation = (a, b) =>
  starts(a, b) === 0 &&
  ends(a, b) === 0 &&
  a.start.included === b.start.included &&
  a.end.included === b.end.included;

const turned =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

/** Relations of points and ranges of numbers, dates, times and durations. */
export const RANGE_FUNCTIONS: Library = {
  ...relation('before', before),
  ...relation('after', turned(before)),
  ...relation('meets', meets),
  ...relation('met by', turned(meets)),
  ...relation('overlaps', overlaps),
  ...relation('overlaps before', overlapsBefore),
  ...relation('overlaps after', overlapsAfter),
  ...relation('finishes', finishes),
  ...relation('finished by', turned(finishes)),
  ...relation('includes', turned(during)),
  ...relation('during', during),
  ...relation('starts', startsWith),
  ...relation('started by', turned(startsWith)),
  ...relation('coincides', coincides),
};

function relation(name: string, holds: Relation): Library {
  const parameters = [any('range1|point1|point|range'), any('range2|point2|point|range|value')] as const;
  return define(name, parameters, (run, first, second) => {
    try {
      return holds(spanOf(first), spanOf(second));
    } catch (error) {
      if (!(error instanceof NoOrder)) throw error;
      return run.warn(`'${name}' needs points or ranges of one type`);
    }
  });
}

function spanOf(value: unknown): Span {
  if (isRange(value)) return spanOfRange(value);
  if (value === null || value === undefined) throw new NoOrder();
  const edge: Edge = { value, included: true };
  return { start: edge, end: edge, isPoint: true };
}

function spanOfRange(range: FeelRange): Span {
  return {
    start: { value: range.start, included: range['start included'] },
    end: { value: range.end, included: range['end included'] },
    isPoint: false,
  };
}
