import type { Collection } from './collections.ts';
import { wantedValues } from './filter.ts';
import type { IndexStore } from './index-store.ts';
import { textOf, type Place, type SortBy } from './order.ts';
import { processInstancesWith } from './related.ts';
import type { SearchRequest } from './request.ts';

/** Where a search takes its candidates from. */
export interface Source {
  /** Whether candidates come in the order that is asked for. */
  readonly inOrder: boolean;
  /** The next places behind one, at most `limit`. @param backwards against the order of the source */
  next(after: Place | undefined, backwards: boolean, limit: number): Place[];
}

/** Keys that are put in order in memory, at most. */
const MOST_KEYS = 50_000;

/** The source with the fewest candidates that an index can tell. */
export function sourceOf(store: IndexStore, collection: Collection, request: SearchRequest): Source {
  const { name } = collection;
  const byKey = sortsByKey(request.sort, collection.keyField);
  const keyed = (source: Omit<Source, 'inOrder'>): Source => ({ ...source, inOrder: byKey !== undefined });
  const descending = byKey === 'descending';

  const keys = wantedValues(request.filter[collection.keyField]);
  if (keys !== undefined) return keyed(listSource(keys.map(Number), descending));
  for (const field of collection.indexed) {
    const values = wantedValues(request.filter[field]);
    if (values === undefined) continue;
    const [value] = values;
    if (values.length === 1 && value !== undefined) {
      return keyed({
        next: (after, backwards, limit) =>
          store.keysWith(name, field, value, after?.key, backwards !== descending, limit).map(placeOfKey),
      });
    }
    const found = values.flatMap((one) => store.keysWith(name, field, one, undefined, false, MOST_KEYS));
    if (found.length < MOST_KEYS) return keyed(listSource(found, descending));
  }
  const related = name === 'process-instances' ? processInstancesWith(store, request.related) : undefined;
  if (related !== undefined) return keyed(listSource(related, descending));

  const [first] = request.sort;
  if (request.sort.length === 1 && first !== undefined && collection.ordered.includes(first.field)) {
    return {
      inOrder: true,
      next: (after, backwards, limit) =>
        store
          .entriesBy(
            name,
            first.field,
            after && [textOf(after.values[0]), after.key],
            backwards !== first.descending,
            limit,
          )
          .map(([value, key]) => ({ values: [value], key })),
    };
  }
  return keyed({
    next: (after, backwards, limit) =>
      store.keys(name, after?.key, backwards !== descending, limit).map(placeOfKey),
  });
}

function sortsByKey(sort: readonly SortBy[], keyField: string): 'ascending' | 'descending' | undefined {
  const [first] = sort;
  if (first === undefined) return 'ascending';
  if (sort.length > 1 || first.field !== keyField) return undefined;
  return first.descending ? 'descending' : 'ascending';
}

function listSource(keys: readonly number[], descending: boolean): Omit<Source, 'inOrder'> {
  const ascending = [...new Set(keys)].filter(Number.isSafeInteger).sort((a, b) => a - b);
  return {
    next: (after, backwards, limit) => {
      const reverse = backwards !== descending;
      const rest =
        after === undefined
          ? ascending
          : ascending.filter((key) => (reverse ? key < after.key : key > after.key));
      return (reverse ? rest.slice(-limit).reverse() : rest.slice(0, limit)).map(placeOfKey);
    },
  };
}

function placeOfKey(key: number): Place {
  return { values: [], key };
}
