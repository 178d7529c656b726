import type { Run } from '../run.ts';
import type { FeelFunction } from '../range-and-function.ts';
import { isFunction } from '../range-and-function.ts';
import { equal, isList } from '../values.ts';
import { any, define, functionOf, list, number, optional } from './library.ts';
import type { Library, LibraryFunction } from './library.ts';

/** Functions on lists. Positions count from 1, from the end when negative. */
export const LIST_FUNCTIONS: Library = {
  ...define('list contains', [list('list'), any('element')], (run, items, element) =>
    items.some((item) => same(run, item, element ?? null)),
  ),
  ...define('count', [list('list')], (_run, items) => items.length),
  ...define('is empty', [list('list')], (_run, items) => items.length === 0),
  ...define(
    'sublist',
    [list('list'), number('start position|start'), optional(number('length'))],
    (run, items, start, length) => {
      const from = indexOf(items, start);
      if (start === 0 || from < 0) return run.warn(`'sublist' can not start at ${start}`);
      return copied(run, items.slice(from, length === undefined ? undefined : from + Math.max(length, 0)));
    },
  ),
  append: variadic(['list', '...items'], (run, [items, ...more]) =>
    isList(items) ? copied(run, [...items, ...more]) : run.warn("'append' needs a list"),
  ),
  concatenate: variadic(['...lists'], (run, lists) => joined(run, lists)),
  union: variadic(['...lists'], (run, lists) => distinct(run, joined(run, lists))),
  ...define(
    'insert before',
    [list('list'), number('position'), any('newItem')],
    (run, items, position, item) =>
      isPosition(items, position)
        ? copied(run, items.toSpliced(indexOf(items, position), 0, item ?? null))
        : run.warn(`'insert before' has no position ${position}`),
  ),
  ...define('remove', [list('list'), number('position')], (run, items, position) =>
    isPosition(items, position)
      ? copied(run, items.toSpliced(indexOf(items, position), 1))
      : run.warn(`'remove' has no position ${position}`),
  ),
  ...define('list replace', [list('list'), any('position|match'), any('newItem')], replaceItems),
  ...define('reverse', [list('list')], (run, items) => copied(run, items.toReversed())),
  ...define('index of', [list('list'), any('match')], (run, items, match) =>
    items.flatMap((item, index) => (same(run, item, match ?? null) ? [index + 1] : [])),
  ),
  ...define('distinct values', [list('list')], distinct),
  ...define('duplicate values', [list('list')], (run, items) => {
    const first = firstPositions(run, items);
    const repeated = new Set(first.filter((position, index) => position !== index));
    return items.filter((_item, index) => repeated.has(index));
  }),
  ...define('flatten', [list('list')], flatten),
  ...define('sort', [list('list'), functionOf('precedes')], sort),
  ...define('partition', [list('list'), number('size')], (run, items, size) => {
    const step = Math.trunc(size);
    if (step < 1) return run.warn("'partition' needs a size of at least 1");
    copied(run, items);
    return Array.from({ length: Math.ceil(items.length / step) }, (_, index) =>
      items.slice(index * step, (index + 1) * step),
    );
  }),
  'to array': {
    parameters: ['value'],
    call: (_run, [value]) => (isList(value) ? value : value === null || value === undefined ? [] : [value]),
  },
};

function variadic(parameters: readonly string[], call: LibraryFunction['call']): LibraryFunction {
  return { parameters, call };
}

function same(run: Run, left: unknown, right: unknown): boolean {
  run.visit(1);
  return left === right || equal(left, right, run) === true;
}

/** Counts what is copied, because copies of copies grow without end. */
function copied<Items extends readonly unknown[]>(run: Run, items: Items): Items {
  run.visit(items.length);
  return items;
}

function indexOf(items: readonly unknown[], position: number): number {
  return position > 0 ? Math.trunc(position) - 1 : items.length + Math.trunc(position);
}

function isPosition(items: readonly unknown[], position: number): boolean {
  const index = indexOf(items, position);
  return position !== 0 && index >= 0 && index < items.length;
}

/** The items of the lists; what is no list is an item itself. */
function joined(run: Run, lists: readonly unknown[]): unknown[] {
  for (const one of lists) run.visit(isList(one) ? one.length : 1);
  return lists.flat(1);
}

function distinct(run: Run, items: readonly unknown[]): unknown[] {
  const first = firstPositions(run, items);
  return items.filter((_item, index) => first[index] === index);
}

/** For each item the index of the first one that equals it. Simple values are looked up, others compared one by one. */
function firstPositions(run: Run, items: readonly unknown[]): number[] {
  const simple = new Map<unknown, number>();
  const others: number[] = [];
  run.visit(items.length);
  return items.map((item, index) => {
    if (typeof item !== 'object' || item === null) {
      const known = simple.get(item);
      if (known === undefined) simple.set(item, index);
      return known ?? index;
    }
    const known = others.find((other) => same(run, items[other], item));
    if (known === undefined) others.push(index);
    return known ?? index;
  });
}

function flatten(run: Run, items: readonly unknown[]): unknown[] {
  const flat: unknown[] = [];
  const add = (one: unknown): void => {
    run.visit(1);
    if (isList(one)) one.forEach(add);
    else flat.push(one);
  };
  items.forEach(add);
  return flat;
}

function sort(run: Run, items: readonly unknown[], precedes: FeelFunction): unknown {
  if (precedes.parameterNames.length !== 2) return run.warn("'sort' needs a function of two parameters");
  const isBefore = (left: unknown, right: unknown): boolean => precedes.invoke([left, right]) === true;
  return items.toSorted((left, right) => (isBefore(left, right) ? -1 : isBefore(right, left) ? 1 : 0));
}

function replaceItems(run: Run, items: readonly unknown[], match: unknown, item: unknown): unknown {
  copied(run, items);
  if (isFunction(match))
    return items.map((old) => (match.invoke([old, item ?? null]) === true ? (item ?? null) : old));
  if (typeof match !== 'number' || !isPosition(items, match))
    return run.warn("'list replace' needs a position or a function");
  return items.with(indexOf(items, match), item ?? null);
}
