import { makeRange } from './range-and-function.ts';
import type { FeelRange } from './range-and-function.ts';
import type { Run } from './run.ts';
import { compare, typeOf } from './values.ts';

/** The range of two ends, either of which may be null for none. Null, with a warning, when they have no order. */
export function rangeOf(
  run: Run,
  start: unknown,
  end: unknown,
  startIncluded: boolean,
  endIncluded: boolean,
): FeelRange | null {
  if (start !== null && end !== null && compare(start, end) === undefined) {
    return run.warn(`there is no range from a ${typeOf(start)} to a ${typeOf(end)}`);
  }
  return makeRange({
    start,
    end,
    'start included': startIncluded,
    'end included': endIncluded,
    includes: (value) => isWithin(value, start, end, startIncluded, endIncluded),
  });
}

/** Three-valued: null when the value can't be compared with an end. */
function isWithin(
  value: unknown,
  start: unknown,
  end: unknown,
  startIncluded: boolean,
  endIncluded: boolean,
): boolean | null {
  if (start === null && end === null) return null;
  if (start !== null) {
    const order = compare(value, start);
    if (order === undefined) return null;
    if (order < 0 || (order === 0 && !startIncluded)) return false;
  }
  if (end !== null) {
    const order = compare(value, end);
    if (order === undefined) return null;
    if (order > 0 || (order === 0 && !endIncluded)) return false;
  }
  return true;
}

/** Whole numbers from start to end, both included; downwards when the end is smaller. */
export function* numbersOf(run: Run, start: unknown, end: unknown): Generator<number> {
  if (typeof start !== 'number' || typeof end !== 'number') {
    run.warn(`can not iterate from a ${typeOf(start)} to a ${typeOf(end)}`);
    return;
  }
  const direction = start > end ? -1 : 1;
  for (let value = start; direction > 0 ? value <= end : value >= end; value += direction) {
    run.step();
    yield value;
  }
}
