import { z } from 'zod';
import { EngineError } from '../../errors.ts';

/** Most items that a search looks at. */
export const SEARCH_WINDOW = 10_000;
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 10_000;

const plain = z.union([z.string(), z.number(), z.boolean()]);
const condition = z.union([
  plain,
  z.strictObject({
    $eq: plain.optional(),
    $neq: plain.optional(),
    $in: z.array(plain).optional(),
    $notIn: z.array(plain).optional(),
    $exists: z.boolean().optional(),
    $like: z.string().optional(),
  }),
]);
type Condition = z.output<typeof condition>;

const page = z.object({
  limit: z.int().min(1).max(MAX_LIMIT).nullish(),
  from: z.int().min(0).nullish(),
  after: z.string().nullish(),
  before: z.string().nullish(),
});

/** A search's body, with the fields that it may filter and sort by. */
export function searchRequest(fields: readonly string[]) {
  const filter = z.strictObject(Object.fromEntries(fields.map((field) => [field, condition.nullish()])));
  return z.object({
    filter: filter.nullish().transform((value): SearchFilter => value ?? {}),
    sort: z
      .array(
        z.object({
          field: z.enum(fields),
          order: z
            .string()
            .regex(/^(asc|desc)$/i, 'must be ASC or DESC')
            .nullish(),
        }),
      )
      .nullish(),
    page: page.nullish(),
  });
}

/** What a field of an item may hold. */
type Scalar = string | number | boolean | undefined;
type Item = Readonly<Record<string, Scalar>>;

export type SearchFilter = Readonly<Record<string, Condition | null | undefined>>;

export interface SearchRequest {
  readonly filter: SearchFilter;
  readonly sort?:
    readonly { readonly field: string; readonly order?: string | null | undefined }[] | null | undefined;
  readonly page?: z.output<typeof page> | null | undefined;
}

/** The value that a filter asks for by equality, if it does. */
export function equalTo(filter: Condition | null | undefined): string | undefined {
  const value = typeof filter === 'object' ? filter?.$eq : filter;
  return value === undefined ? undefined : String(value);
}

/** One page of the items that match, in the envelope of the API. A cursor is a position in the ordered result. */
export function searchPage<T extends Item>(items: readonly T[], request: SearchRequest) {
  const matching = items.filter((item) => matchesAll(item, request.filter));
  const ordered = inOrder(matching, request.sort ?? []);
  const limit = request.page?.limit ?? DEFAULT_LIMIT;
  const start = startOf(request.page, limit);
  const shown = ordered.slice(start, start + limit);
  return {
    items: shown,
    page: {
      totalItems: matching.length,
      hasMoreTotalItems: items.length >= SEARCH_WINDOW,
      ...(shown.length === 0
        ? {}
        : { startCursor: cursorAt(start), endCursor: cursorAt(start + shown.length - 1) }),
    },
  };
}

function startOf(asked: SearchRequest['page'], limit: number): number {
  if (typeof asked?.after === 'string') return positionOf(asked.after, 'page.after') + 1;
  if (typeof asked?.before === 'string') return Math.max(0, positionOf(asked.before, 'page.before') - limit);
  return asked?.from ?? 0;
}

function cursorAt(position: number): string {
  return Buffer.from(`at:${position}`).toString('base64');
}

function positionOf(cursor: string, field: string): number {
  const match = /^at:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString());
  if (match?.[1] !== undefined) return Number(match[1]);
  throw new EngineError('INVALID_ARGUMENT', `${field}: not a cursor of this search`);
}

function matchesAll(item: Item, filter: SearchFilter): boolean {
  return Object.entries(filter).every(([field, wanted]) => wanted == null || matches(item[field], wanted));
}

function matches(actual: Scalar, wanted: Condition): boolean {
  if (typeof wanted !== 'object') return same(actual, wanted);
  const { $eq, $neq, $in, $notIn, $exists, $like } = wanted;
  return (
    ($eq === undefined || same(actual, $eq)) &&
    ($neq === undefined || !same(actual, $neq)) &&
    ($in?.some((value) => same(actual, value)) ?? true) &&
    !($notIn?.some((value) => same(actual, value)) ?? false) &&
    ($exists === undefined || (actual !== undefined) === $exists) &&
    ($like === undefined || (typeof actual === 'string' && isLike(actual, $like)))
  );
}

function same(actual: Scalar, wanted: string | number | boolean): boolean {
  return actual !== undefined && String(actual) === String(wanted);
}

/** `*` any characters, `?` one, `\` takes the next as it is. Walks both once, so no pattern is slow. */
function isLike(actual: string, pattern: string): boolean {
  let at = 0;
  let wildcard = -1;
  let resume = 0;
  let p = 0;
  while (at < actual.length) {
    const literal = pattern[p] === '\\' && p + 1 < pattern.length;
    if (literal ? pattern[p + 1] === actual[at] : pattern[p] === '?' || pattern[p] === actual[at]) {
      if (literal || pattern[p] !== '*') {
        p += literal ? 2 : 1;
        at += 1;
        continue;
      }
    }
    if (!literal && pattern[p] === '*') {
      wildcard = p;
      resume = at;
      p += 1;
    } else if (wildcard >= 0) {
      p = wildcard + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

function inOrder<T extends Item>(
  items: readonly T[],
  sort: NonNullable<SearchRequest['sort']>,
): readonly T[] {
  if (sort.length === 0) return items;
  return items.toSorted((a, b) => {
    for (const { field, order } of sort) {
      const difference = compare(a[field], b[field]);
      if (difference !== 0) return order?.toLowerCase() === 'desc' ? -difference : difference;
    }
    return 0;
  });
}

function compare(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a ?? '');
  const right = String(b ?? '');
  // Keys of different length compare as numbers.
  if (/^\d+$/.test(left) && /^\d+$/.test(right) && left.length !== right.length) {
    return left.length - right.length;
  }
  return left < right ? -1 : Number(left > right);
}
