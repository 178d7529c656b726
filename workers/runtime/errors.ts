import { errorEntry, isDomainError } from '@jiesu/domain';
import { isDatabaseUnavailable } from '@jiesu/store';

/** The job may succeed later without a change: it goes back with its retries and comes again after a pause. */
export class RetryableJobError extends Error {
  readonly code: string;
  /** Pause in ms. */
  readonly retryAfterMs: number;

  constructor(code: string, retryAfterMs: number, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A business error that the model catches by its code. */
export class BpmnError extends Error {
  readonly bpmnErrorCode: string;

  constructor(bpmnErrorCode: string) {
    super(bpmnErrorCode);
    this.bpmnErrorCode = bpmnErrorCode;
  }
}

/** What the engine is told about a job that failed. */
export type Failure =
  | { readonly kind: 'retry'; readonly code: string; readonly retryAfterMs: number }
  | { readonly kind: 'bpmn-error'; readonly code: string }
  | { readonly kind: 'incident'; readonly code: string };

const RETRY_AFTER_MS = 1000;

/**
 * Sorts an error of a handler. A database that is away is waited for, however long; what nobody foresaw becomes an
 * incident at once, because trying again would only repeat it. Only codes go to the engine: a message may quote what
 * a person wrote.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof Error && 'bpmnErrorCode' in error) {
    return { kind: 'bpmn-error', code: String(error.bpmnErrorCode) };
  }
  if (error instanceof Error && 'retryAfterMs' in error && 'code' in error) {
    return { kind: 'retry', code: String(error.code), retryAfterMs: Number(error.retryAfterMs) };
  }
  if (isDatabaseUnavailable(error)) {
    return { kind: 'retry', code: 'DATABASE_UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS };
  }
  if (isDomainError(error)) {
    const retryable = errorEntry(error.code).retryable || error.code === 'CONFLICT';
    if (retryable) return { kind: 'retry', code: error.code, retryAfterMs: RETRY_AFTER_MS };
    return { kind: 'incident', code: describe(error.code, error.field) };
  }
  return { kind: 'incident', code: unforeseen(error) };
}

function describe(code: string, field: string | undefined): string {
  return field === undefined ? code : `${code} (${field})`;
}

function unforeseen(error: unknown): string {
  if (!(error instanceof Error)) return 'UNFORESEEN';
  return 'code' in error && typeof error.code === 'string' ? error.code : `UNFORESEEN ${error.name}`;
}
