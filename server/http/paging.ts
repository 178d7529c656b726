import { z } from 'zod';
import { DomainError, fieldError } from '@jiesu/domain';

/** Most items of a page. */
export const PAGE_MAX = 100;

/** Query of a list that is read page by page. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
});

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const position = z.tuple([z.number(), z.string()]);

/**
 * Condition for what comes after a page in a list that is sorted by `field` (a date) and `_id`, newest first unless told
 * otherwise. @throws DomainError VALIDATION_FAILED on a cursor that no page gave
 */
export function afterPage(
  field: string,
  cursor: string | undefined,
  order: 'newest-first' | 'oldest-first' = 'newest-first',
): Record<string, unknown> {
  if (cursor === undefined) return {};
  const [time, id] = decodeCursor(cursor, position);
  const at = new Date(time);
  const operator = order === 'newest-first' ? '$lt' : '$gt';
  return { $or: [{ [field]: { [operator]: at } }, { [field]: at, _id: { [operator]: id } }] };
}

/** A page of what was found with one item more than asked for; `at` gives the date of an item by which it is sorted. */
export function pageOf<T extends { readonly _id: string }>(
  found: readonly T[],
  limit: number,
  at: (item: T) => Date,
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor([at(last).getTime(), last._id]) : null };
}

/** Text of a position in a sorted list; opaque to a client. */
export function encodeCursor(position: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Position that a cursor tells. @throws DomainError VALIDATION_FAILED on a text that no page gave */
export function decodeCursor<T extends z.ZodType>(cursor: string, shape: T): z.output<T> {
  const result = shape.safeParse(parse(cursor));
  if (result.success) return result.data;
  const params = {
    label: '分页位置',
    labelEn: 'Cursor',
    reason: '不是本接口给出的值',
    reasonEn: 'no page gave it',
  };
  throw new DomainError('VALIDATION_FAILED', {
    field: 'cursor',
    errors: [fieldError('cursor', 'FIELD_INVALID', params)],
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
