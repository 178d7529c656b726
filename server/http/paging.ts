import { z } from 'zod';
import { DomainError, fieldError } from '@jiesu/domain';

/** Most items of a page. */
export const PAGE_MAX = 100;

/** Query of a list that is read page by page. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
});

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
