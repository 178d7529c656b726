import type { Filter } from './filter.ts';
import type { SortBy } from './order.ts';
import type { Related } from './related.ts';
import type { Row } from './row.ts';

/** What is searched for. Field names are those of the collection. */
export interface SearchRequest {
  readonly filter: Filter;
  /** One of these must hold besides the filter; empty: nothing more is asked. */
  readonly anyOf: readonly Filter[];
  readonly related: readonly Related[];
  readonly sort: readonly SortBy[];
  readonly page: {
    readonly limit: number;
    readonly from: number;
    readonly after?: string;
    readonly before?: string;
  };
}

/** One page of what was found. */
export interface FoundPage {
  readonly items: readonly Row[];
  /** Exact up to a bound, see `hasMoreTotalItems`. */
  readonly totalItems: number;
  readonly hasMoreTotalItems: boolean;
  readonly startCursor?: string;
  readonly endCursor?: string;
}
