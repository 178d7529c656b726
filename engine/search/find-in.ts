import { matchesFilter } from './filter.ts';
import { Order } from './order.ts';
import type { FoundPage, SearchRequest } from './request.ts';
import type { Row } from './row.ts';

/**
 * One page of rows that are all in memory.
 * @param keyField holds the key of a row
 * @throws EngineError INVALID_ARGUMENT for a cursor of another search
 */
export function findIn(rows: readonly Row[], keyField: string, request: SearchRequest): FoundPage {
  const order = new Order(request.sort, keyField);
  const { page } = request;
  const found = rows
    .filter((row) => matchesFilter(row, request.filter))
    .map((row) => ({ row, place: order.placeOf(row) }))
    .sort((a, b) => order.compare(a.place, b.place));
  let shown = found.slice(page.from, page.from + page.limit);
  if (page.after !== undefined) {
    const at = order.placeAt(page.after, 'page.after');
    shown = found.filter(({ place }) => order.compare(place, at) > 0).slice(0, page.limit);
  } else if (page.before !== undefined) {
    const at = order.placeAt(page.before, 'page.before');
    shown = found.filter(({ place }) => order.compare(place, at) < 0).slice(-page.limit);
  }
  const [first, last] = [shown[0], shown.at(-1)];
  return {
    items: shown.map(({ row }) => row),
    totalItems: found.length,
    hasMoreTotalItems: false,
    ...(first === undefined || last === undefined
      ? {}
      : { startCursor: order.cursorOf(first.place), endCursor: order.cursorOf(last.place) }),
  };
}
