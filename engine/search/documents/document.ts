import type { RowCodec } from '../../state/index.ts';
import type { Names } from '../names.ts';
import type { Row } from '../row.ts';
import type { Term } from '../terms.ts';

/**
 * How the index keeps the items of a collection: short, keys without their base (see state/keys.ts; 0: none), dates in
 * epoch ms, and what a model tells by its number in the dictionary.
 */
export interface DocumentKind<T> {
  readonly codec: RowCodec<T>;
  /** What it is found by, besides its key and its process instance. */
  readonly terms: (document: T, names: Names) => Term[];
  /** The process instance that it is in; 0 for none. */
  readonly instanceOf: (document: T) => number;
  /** Epoch ms by which the collection can be sorted without looking at all. */
  readonly date?: (document: T) => number;
  /** The item as the API has it, null where it has nothing. */
  readonly row: (key: number, document: T, names: Names) => Row;
}
