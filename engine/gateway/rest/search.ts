import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { Filter, FoundPage, Related, SearchIndex, SearchRequest } from '../../search/index.ts';
import type { Gateway } from '../gateway.ts';
import { utc } from './dates.ts';

const DEFAULT_LIMIT = 100;
/** How far a page without a cursor may reach. */
const MAX_REACH = 10_000;
const MAX_VALUES = 1000;
const MAX_TEXT = 10_000;

const scalar = z.union([z.string().max(MAX_TEXT), z.number(), z.boolean()]);
const values = z.array(scalar).max(MAX_VALUES);

/** A value, or operators that must all hold. */
export const condition = z.union([
  scalar,
  z.strictObject({
    $eq: scalar.optional(),
    $neq: scalar.optional(),
    $exists: z.boolean().optional(),
    $gt: scalar.optional(),
    $gte: scalar.optional(),
    $lt: scalar.optional(),
    $lte: scalar.optional(),
    $in: values.optional(),
    $notIn: values.optional(),
    $like: z.string().max(1000).optional(),
  }),
]);

const instant = z.iso.datetime({ offset: true, local: true }).transform(utc);

/** As `condition`, of a date. */
const dateCondition = z.union(
  [
    instant,
    z.strictObject({
      $eq: instant.optional(),
      $neq: instant.optional(),
      $exists: z.boolean().optional(),
      $gt: instant.optional(),
      $gte: instant.optional(),
      $lt: instant.optional(),
      $lte: instant.optional(),
      $in: z.array(instant).max(MAX_VALUES).optional(),
    }),
  ],
  { error: 'must be an ISO 8601 date and time, or operators with such' },
);

const page = z.object({
  limit: z.int().min(0).max(MAX_REACH).nullish(),
  from: z.int().min(0).nullish(),
  after: z.string().nullish(),
  before: z.string().nullish(),
});

/** What may be searched by. */
export interface Searchable {
  readonly fields: readonly string[];
  readonly dates?: readonly string[];
  /** Fields with lists: a list in the filter must be in it all. */
  readonly lists?: readonly string[];
  /** What a filter may call a field besides its name. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Filters that are about something that belongs to an item. */
  readonly related?: z.ZodRawShape;
  /** What the related filters ask for. */
  readonly relate?: (filter: Readonly<Record<string, unknown>>) => readonly Related[];
}

/** Schema of a search's body, which becomes a SearchRequest. */
export function searchBody(searchable: Searchable) {
  const { fields, dates = [], lists = [], aliases = {}, related = {}, relate } = searchable;
  const shape: Record<string, z.ZodType> = {};
  for (const field of [...fields, ...Object.keys(aliases)]) {
    if (dates.includes(field)) shape[field] = dateCondition.nullish();
    else shape[field] = (lists.includes(field) ? z.union([condition, values]) : condition).nullish();
  }
  const fieldsFilter = z.strictObject({ ...shape, ...related });
  const filter = z.strictObject({
    ...shape,
    ...related,
    $or: z.array(fieldsFilter).min(1).max(20).nullish(),
  });
  const sort = z.object({
    field: z.enum([...fields, ...Object.keys(aliases)]),
    order: z
      .string()
      .regex(/^(asc|desc)$/i, 'must be ASC or DESC')
      .nullish(),
  });
  const named = (field: string): string => aliases[field] ?? field;
  const plain = (given: Readonly<Record<string, unknown>>): Filter =>
    Object.fromEntries(
      Object.entries(given)
        .filter(([field]) => Object.hasOwn(shape, field))
        .map(([field, value]) => [named(field), value]),
    ) as Filter;
  return z
    .object({
      filter: z.preprocess(withoutEmptyLists, filter.nullish()),
      sort: z.array(sort).max(10).nullish(),
      page: page.nullish(),
    })
    .transform((body): SearchRequest => {
      const given = (body.filter ?? {}) as Readonly<Record<string, unknown>>;
      const alternatives =
        (given.$or as readonly Readonly<Record<string, unknown>>[] | null | undefined) ?? [];
      for (const alternative of alternatives) {
        if ((relate?.(alternative) ?? []).length > 0) {
          throw new EngineError(
            'INVALID_ARGUMENT',
            'filter.$or: only fields of the item itself are served in it',
          );
        }
      }
      return {
        filter: plain(given),
        anyOf: alternatives.map(plain),
        related: relate?.(given) ?? [],
        sort: (body.sort ?? []).map(({ field, order }) => ({
          field: named(field),
          descending: order?.toLowerCase() === 'desc',
        })),
        page: pageOf(body.page),
      };
    });
}

/**
 * A filter without its empty lists. The Java client writes every operator, those that are not used as `[]`, so an empty
 * list asks for nothing.
 */
function withoutEmptyLists(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withoutEmptyLists);
  if (typeof given !== 'object' || given === null) return given;
  const used = Object.entries(given).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(used.map(([name, value]) => [name, withoutEmptyLists(value)]));
}

/** The index. @throws EngineError FORBIDDEN where searches are switched off */
export function searchIndex(gateway: Gateway): SearchIndex {
  const { search } = gateway.history;
  if (search !== undefined) return search;
  throw new EngineError(
    'FORBIDDEN',
    'searches require a secondary storage, but none is set: start the engine with ENGINE_SEARCH=true',
  );
}

/** What was found, in the envelope of the API. */
export function searchAnswer(found: FoundPage) {
  const { items, ...page } = found;
  return { items, page };
}

function pageOf(asked: z.output<typeof page> | null | undefined): SearchRequest['page'] {
  const limit = asked?.limit ?? DEFAULT_LIMIT;
  const from = asked?.from ?? 0;
  const { after, before } = asked ?? {};
  if (typeof after === 'string' && typeof before === 'string') {
    throw new EngineError('INVALID_ARGUMENT', 'page: give after or before, not both');
  }
  if (from + limit > MAX_REACH) {
    throw new EngineError(
      'INVALID_ARGUMENT',
      `page: from and limit reach beyond ${MAX_REACH} items; go on with the cursor of the last page as after`,
    );
  }
  return {
    limit,
    from,
    ...(typeof after === 'string' ? { after } : {}),
    ...(typeof before === 'string' ? { before } : {}),
  };
}
