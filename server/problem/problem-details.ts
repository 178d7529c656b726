import { STATUS_CODES } from 'node:http';
import { DomainError, errorEntry, errorText } from '@jiesu/domain';
import type { ErrorCode, FieldError } from '@jiesu/domain';
import type { Language } from '../http/language.ts';

/** Body of every answer that is not a success: RFC 9457 with the code and both texts of the table of errors. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What happened, in the language that the request asked for. */
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly zh: string;
  readonly en: string;
  readonly errors: readonly (FieldError | Readonly<Record<string, unknown>>)[];
}

/** Content type of problem details. */
export const PROBLEM_TYPE = 'application/problem+json';

/** Problem details of an error of the table. `instance` is the path of the request. */
export function problemDetails(error: DomainError, instance: string, language: Language): ProblemDetails {
  const { httpStatus } = errorEntry(error.code);
  const text = errorText(error.code, error.params);
  return {
    type: `urn:jiesu:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[httpStatus] ?? error.code,
    status: httpStatus,
    detail: text[language],
    instance,
    code: error.code,
    ...text,
    errors: error.errors,
  };
}

/** An error of the table about fields of the request. */
export function invalidFields(errors: readonly FieldError[]): DomainError {
  return new DomainError('VALIDATION_FAILED', { errors });
}
