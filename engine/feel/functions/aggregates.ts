import { compare } from '../values.ts';
import type { Run } from '../run.ts';
import { defineOfItems } from './library.ts';
import type { Library } from './library.ts';

/** Functions that make one value of a list. Null for an empty list, and for a list with what is no number. */
export const AGGREGATES: Library = {
  ...defineOfItems('min', (run, items) => extreme(run, 'min', items, -1)),
  ...defineOfItems('max', (run, items) => extreme(run, 'max', items, 1)),
  ...ofNumbers('sum', sum),
  ...ofNumbers('product', (numbers) => numbers.reduce((product, value) => product * value, 1)),
  ...ofNumbers('mean', (numbers) => sum(numbers) / numbers.length),
  ...ofNumbers('median', median),
  ...ofNumbers('stddev', stddev),
  ...defineOfItems('mode', (run, items) =>
    items.length === 0 ? [] : ifNumbers(run, 'mode', items, (numbers) => mode(numbers)),
  ),
};

function ofNumbers(name: string, aggregate: (numbers: readonly number[]) => number | null): Library {
  return defineOfItems(name, (run, items) =>
    items.length === 0 ? null : ifNumbers(run, name, items, aggregate),
  );
}

function ifNumbers(
  run: Run,
  name: string,
  items: readonly unknown[],
  aggregate: (numbers: readonly number[]) => unknown,
): unknown {
  return items.every((item) => typeof item === 'number')
    ? aggregate(items)
    : run.warn(`'${name}' needs numbers`);
}

/** The smallest or largest of values that have an order: numbers, strings, dates, durations. */
function extreme(run: Run, name: string, items: readonly unknown[], direction: 1 | -1): unknown {
  let found: unknown = items[0] ?? null;
  for (const item of items) {
    const order = compare(item, found);
    if (order === undefined) return run.warn(`'${name}' needs values of one type that have an order`);
    if (order * direction > 0) found = item;
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((left, right) => left - right);
}

function median(numbers: readonly number[]): number {
  const ordered = sorted(numbers);
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle] ?? 0;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? 0) + upper) / 2;
}

/** Of a sample: divided by one less than the count. */
function stddev(numbers: readonly number[]): number | null {
  if (numbers.length < 2) return null;
  const mean = sum(numbers) / numbers.length;
  return Math.sqrt(sum(numbers.map((value) => (value - mean) ** 2)) / (numbers.length - 1));
}

/** The most frequent numbers, in ascending order. */
function mode(numbers: readonly number[]): number[] {
  const counts = new Map<number, number>();
  let most = 0;
  for (const value of numbers) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    most = Math.max(most, count);
  }
  return sorted([...counts].filter(([, count]) => count === most).map(([value]) => value));
}
