import { setImmediate as othersFirst } from 'node:timers/promises';
import { unpackKey } from '../state/index.ts';
import { COLLECTIONS, shown, type CollectionName } from './collections.ts';
import { matchesFilter } from './filter.ts';
import type { IndexStore } from './index-store.ts';
import { Order, type Place } from './order.ts';
import { hasRelated } from './related.ts';
import type { FoundPage, SearchRequest } from './request.ts';
import type { Row } from './row.ts';
import { sourceOf, type Source } from './source.ts';

/** Candidates that are looked at before others get their turn. */
const AT_ONCE = 256;
/** How far items are counted, and how many candidates are looked at for the count. */
const COUNT_TO = 10_000;
const COUNT_WITHIN = 100_000;

interface Search {
  readonly store: IndexStore;
  readonly name: CollectionName;
  readonly request: SearchRequest;
  readonly source: Source;
  readonly order: Order;
  readonly test: (row: Row) => boolean;
}

/**
 * Finds one page of a collection. Memory is bounded by the page; where no index has the order that is asked for, all
 * candidates are looked at.
 * @throws EngineError INVALID_ARGUMENT for a cursor of another search
 */
export async function find(
  store: IndexStore,
  name: CollectionName,
  request: SearchRequest,
): Promise<FoundPage> {
  const collection = COLLECTIONS[name];
  const search: Search = {
    store,
    name,
    request,
    source: sourceOf(store, collection, request),
    order: new Order(request.sort, collection.keyField),
    test: (row) =>
      matchesFilter(row, request.filter) &&
      (request.anyOf.length === 0 || request.anyOf.some((filter) => matchesFilter(row, filter))) &&
      request.related.every((related) => hasRelated(store, row, related)),
  };
  const { rows, total, more } = search.source.inOrder ? await walk(search) : await sort(search);
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    items: rows.map((row) => shown(collection, row)),
    totalItems: total,
    hasMoreTotalItems: more,
    ...(first === undefined || last === undefined
      ? {}
      : {
          startCursor: search.order.cursorOf(search.order.placeOf(first)),
          endCursor: search.order.cursorOf(search.order.placeOf(last)),
        }),
  };
}

interface Found {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly more: boolean;
}

/** The candidates come in order: the page is read off where it is, and the rest is only counted. */
async function walk(search: Search): Promise<Found> {
  const { page } = search.request;
  const backwards = page.before !== undefined;
  const rows: Row[] = [];
  let skip = page.after === undefined && page.before === undefined ? page.from : 0;
  for await (const row of candidates(search, cursor(search), backwards)) {
    if (!search.test(row)) continue;
    if (skip > 0) skip -= 1;
    else rows.push(row);
    if (rows.length >= page.limit) break;
  }
  if (backwards) rows.reverse();
  let total = 0;
  let seen = 0;
  for await (const row of candidates(search, undefined, false)) {
    seen += 1;
    if (search.test(row)) total += 1;
    if (total >= COUNT_TO || seen >= COUNT_WITHIN) return { rows, total, more: true };
  }
  return { rows, total, more: false };
}

/** The candidates come in another order: all are looked at, and as many as the page needs are kept. */
async function sort(search: Search): Promise<Found> {
  const { order, request } = search;
  const { page } = request;
  const at = cursor(search);
  const backwards = page.before !== undefined;
  const skip = at === undefined ? page.from : 0;
  const keep = skip + page.limit;
  let best: { readonly place: Place; readonly row: Row }[] = [];
  const prune = (): void => {
    best.sort((a, b) => (backwards ? order.compare(b.place, a.place) : order.compare(a.place, b.place)));
    best = best.slice(0, keep);
  };
  let total = 0;
  for await (const row of candidates(search, undefined, false)) {
    if (!search.test(row)) continue;
    total += 1;
    const place = order.placeOf(row);
    const side = at === undefined ? 1 : order.compare(place, at);
    if (backwards ? side >= 0 : side <= 0) continue;
    best.push({ place, row });
    if (best.length >= keep * 2 + AT_ONCE) prune();
  }
  prune();
  const rows = best.slice(skip).map(({ row }) => row);
  return { rows: backwards ? rows.reverse() : rows, total, more: false };
}

function cursor({ request: { page }, order }: Search): Place | undefined {
  if (page.after !== undefined) return order.placeAt(page.after, 'page.after');
  if (page.before !== undefined) return order.placeAt(page.before, 'page.before');
  return undefined;
}

async function* candidates(
  { store, name, source }: Search,
  from: Place | undefined,
  backwards: boolean,
): AsyncIterable<Row> {
  let after = from;
  for (;;) {
    const keys = source.next(after, backwards, AT_ONCE);
    for (const key of keys) {
      const row = store.row(name, key);
      if (row !== undefined) yield row;
    }
    const last = keys.at(-1);
    if (keys.length < AT_ONCE || last === undefined) return;
    after = { values: [], key: unpackKey(last) };
    await othersFirst();
  }
}
