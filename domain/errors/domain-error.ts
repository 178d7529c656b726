import { errorText, isErrorCode } from './table.ts';
import type { ErrorCode, ErrorParams } from './table.ts';

/** One field of a request that is wrong; `field` is its path in the body, e.g. `caller.phone`. */
export interface FieldError {
  readonly field: string;
  readonly code: ErrorCode;
  readonly zh: string;
  readonly en: string;
}

interface DomainErrorDetails {
  readonly field?: string;
  readonly params?: ErrorParams;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** An error with a code of the table. Recognise it with {@link isDomainError}, never by `instanceof` or text. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  /** Path of the one field that is wrong, if it is one. */
  readonly field: string | undefined;
  readonly params: ErrorParams;
  /** All fields that are wrong; empty unless the code is VALIDATION_FAILED. */
  readonly errors: readonly FieldError[];

  constructor(code: ErrorCode, details: DomainErrorDetails = {}) {
    const text = errorText(code, details.params);
    super(text.en, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'DomainError';
    this.code = code;
    this.field = details.field;
    this.params = details.params ?? {};
    this.errors = details.errors ?? [];
  }
}

/** Whether an error is one of the table, or exactly the given code. */
export function isDomainError(error: unknown, code?: ErrorCode): error is DomainError {
  if (!(error instanceof Error) || !('code' in error) || !('params' in error)) return false;
  return isErrorCode(error.code) && (code === undefined || error.code === code);
}

/** A field error with both texts filled from the table. */
export function fieldError(field: string, code: ErrorCode, params: ErrorParams = {}): FieldError {
  return { field, code, ...errorText(code, params) };
}
