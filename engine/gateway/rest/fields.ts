import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { Key, Variables } from '../../processor/commands.ts';
import { isJsonObject } from '../variables.ts';

/** A 64-bit number: as a JSON number, or as text, which is how clients with big integers write it. */
export const long = z
  .union([z.int(), z.string().regex(/^-?\d{1,19}$/, 'must be a whole number')])
  .transform(Number);

/** A key. Text; a number is taken while it is exact. */
export const key = z
  .union([z.string().regex(/^-?\d{1,19}$/, 'must be a key, decimal digits'), z.int()])
  .transform((value): Key => String(value));

/** A document of variables; not copied. */
const document = z.custom<Variables>(isJsonObject, 'must be a JSON object');

export const variables = document.nullish().transform((value) => value ?? {});
export const requiredVariables = document;

/** Text that is empty when absent. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** Date and time with an offset; "" clears. */
export const dateTime = z.union([z.literal(''), z.iso.datetime({ offset: true, local: false })], {
  error: 'must be an ISO 8601 date and time with offset, or "" to clear it',
});

export const tags = z
  .array(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_\-:.]{0,99}$/, 'starts with a letter, then letters, digits, _-:.'),
  )
  .max(10)
  .nullish()
  .transform((value) => value ?? []);

/**
 * Checks a value against a schema.
 * @throws EngineError INVALID_ARGUMENT naming every field that is wrong
 */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(describe);
  throw new EngineError('INVALID_ARGUMENT', faults.join('; '));
}

/** A key in a path. @throws EngineError INVALID_ARGUMENT */
export function pathKey(value: unknown, name: string): Key {
  if (typeof value === 'string' && /^\d{1,19}$/.test(value)) return value;
  throw new EngineError('INVALID_ARGUMENT', `${name} must be a key, decimal digits, was <${String(value)}>`);
}

function describe(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
