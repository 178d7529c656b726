import { packKey, unpackKey } from '../state/index.ts';
import type { Collection, Indexed } from './collections.ts';
import { wantedValues } from './filter.ts';
import type { IndexStore } from './index-store.ts';
import type { Place, SortBy } from './order.ts';
import { processInstancesWith } from './related.ts';
import type { SearchRequest } from './request.ts';
import { keyOf } from './texts.ts';
import { isPassing, termOf, type Term } from './terms.ts';

/** Where a search takes its candidates from. */
export interface Source {
  /** Whether candidates come in the order that is asked for. */
  readonly inOrder: boolean;
  /** The next keys behind a place, at most `limit`. Keys are without their base. @param backwards against the order of the source */
  next(after: Place | undefined, backwards: boolean, limit: number): number[];
}

/** Keys that are put in order in memory, at most. */
const MOST_KEYS = 50_000;

/** The source with the fewest candidates that an index can tell. */
export function sourceOf(store: IndexStore, collection: Collection, request: SearchRequest): Source {
  const { name } = collection;
  const order = orderedByKey(store, collection, request.sort);
  const descending = order === 'descending';
  const keyed = (source: Omit<Source, 'inOrder'>): Source => ({ ...source, inOrder: order !== undefined });

  const keys = wantedValues(request.filter[collection.keyField]);
  if (keys !== undefined) return keyed(listSource(keys.flatMap(keyOf), descending));
  for (const indexed of collection.indexed) {
    const values = wantedValues(request.filter[indexed.field]);
    if (values === undefined) continue;
    if (indexed.by === 'container') return keyed(listSource(keysIn(store, collection, values), descending));
    const terms = termsFor(store, collection, indexed, values);
    if (terms === undefined) continue;
    const [term] = terms;
    if (terms.length === 1 && term !== undefined) {
      return keyed({
        next: (after, backwards, limit) =>
          store.keysWith(name, term, {
            after: keyAt(after),
            reverse: backwards !== descending,
            limit,
          }),
      });
    }
    const found = terms.flatMap((one) =>
      store.keysWith(name, one, { after: undefined, reverse: false, limit: MOST_KEYS }),
    );
    if (found.length < MOST_KEYS) return keyed(listSource(found, descending));
  }
  const related = name === 'process-instances' ? processInstancesWith(store, request.related) : undefined;
  if (related !== undefined) return keyed(listSource(related, descending));
  return keyed({
    next: (after, backwards, limit) =>
      store.keys(name, { after: keyAt(after), reverse: backwards !== descending, limit }),
  });
}

/** What a search by the values of a field looks for; undefined when its entries do not help. */
function termsFor(
  store: IndexStore,
  { name }: Collection,
  { field, by, passing }: Indexed,
  values: readonly string[],
): readonly Term[] | undefined {
  const terms: Term[] = [];
  for (const value of new Set(values)) {
    const term =
      by === 'definition'
        ? termOf(name, 'processDefinitionId', store.names.definition(keyOf(value)[0] ?? 0).id)
        : termOf(name, field, value);
    if (term === undefined || (passing === true && !isPassing(value))) return undefined;
    terms.push(term);
  }
  return terms;
}

/** Keys of what is in the process instances of some keys. */
function keysIn(store: IndexStore, { name }: Collection, containers: readonly string[]): readonly number[] {
  const instances = new Set(containers.flatMap(keyOf).map((key) => store.instanceOf(key)));
  const keys: number[] = [];
  for (const instance of instances) {
    if (instance === undefined) continue;
    // Process instances are in others as what was called there.
    if (name === 'process-instances') keys.push(...calledBy(store, instance));
    else for (const key of store.keysIn(name, instance)) keys.push(key);
  }
  return keys;
}

function calledBy(store: IndexStore, instance: number): readonly number[] {
  const term = termOf('process-instances', 'parentProcessInstanceKey', String(unpackKey(instance)));
  if (term === undefined) return [];
  return store.keysWith('process-instances', term, {
    after: undefined,
    reverse: false,
    limit: Number.MAX_SAFE_INTEGER,
  });
}

/** Whether an order is that of the keys. */
function orderedByKey(
  store: IndexStore,
  { name, keyField, ordered }: Collection,
  sort: readonly SortBy[],
): 'ascending' | 'descending' | undefined {
  const [first] = sort;
  if (first === undefined) return 'ascending';
  const likeKey = first.field === keyField || (first.field === ordered && store.isOrdered(name));
  if (sort.length > 1 || !likeKey) return undefined;
  return first.descending ? 'descending' : 'ascending';
}

function listSource(keys: readonly number[], descending: boolean): Omit<Source, 'inOrder'> {
  const ascending = [...new Set(keys)].sort((a, b) => a - b);
  return {
    next: (after, backwards, limit) => {
      const reverse = backwards !== descending;
      const key = keyAt(after);
      if (reverse) {
        const end = key === undefined ? ascending.length : placeIn(ascending, key);
        return ascending.slice(Math.max(0, end - limit), end).reverse();
      }
      const start = key === undefined ? 0 : placeIn(ascending, key + 1);
      return ascending.slice(start, start + limit);
    },
  };
}

/** Index of the first key that is not below another. */
function placeIn(ascending: readonly number[], key: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? key) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyAt(place: Place | undefined): number | undefined {
  return place === undefined ? undefined : packKey(place.key);
}
