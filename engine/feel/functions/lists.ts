import { equal, isList } from '../values.ts';
import type { LibraryFunction } from './library.ts';

/** Functions on lists that Camunda's FEEL has and feelin lacks. */
export const LIST_FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
  'is empty': {
    parameters: ['list'],
    call: (run, [list]) => (isList(list) ? list.length === 0 : run.warn("'is empty' needs a list")),
  },
  'duplicate values': {
    parameters: ['list'],
    call: (run, [list]) => {
      if (!isList(list)) return run.warn("'duplicate values' needs a list");
      const found: unknown[] = [];
      list.forEach((item, index) => {
        run.step();
        const isRepeated = list.slice(index + 1).some((other) => same(item, other));
        if (isRepeated && !found.some((other) => same(item, other))) found.push(item);
      });
      return found;
    },
  },
  partition: {
    parameters: ['list', 'size'],
    call: (run, [list, size]) => {
      if (!isList(list) || typeof size !== 'number' || size < 1) {
        return run.warn("'partition' needs a list and a size of at least 1");
      }
      const step = Math.trunc(size);
      return Array.from({ length: Math.ceil(list.length / step) }, (_, index) =>
        list.slice(index * step, (index + 1) * step),
      );
    },
  },
  'to array': {
    parameters: ['value'],
    call: (_run, [value]) => (isList(value) ? value : value === null || value === undefined ? [] : [value]),
  },
};

function same(left: unknown, right: unknown): boolean {
  return equal(left, right) === true;
}
