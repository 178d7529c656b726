/**
 * Why the engine refuses a command. The gateway maps a code to its gRPC status and its HTTP status; the table is
 * the only place that knows both. Recognise an error by `code`, never by class or text.
 */
export const ERROR_TABLE = {
  INVALID_ARGUMENT: { grpc: 3, http: 400, title: 'INVALID_ARGUMENT', retryable: false },
  NOT_FOUND: { grpc: 5, http: 404, title: 'NOT_FOUND', retryable: false },
  ALREADY_EXISTS: { grpc: 6, http: 409, title: 'ALREADY_EXISTS', retryable: false },
  INVALID_STATE: { grpc: 9, http: 409, title: 'INVALID_STATE', retryable: false },
  RESOURCE_EXHAUSTED: { grpc: 8, http: 503, title: 'RESOURCE_EXHAUSTED', retryable: true },
  DEADLINE_EXCEEDED: { grpc: 4, http: 504, title: 'DEADLINE_EXCEEDED', retryable: true },
  UNAVAILABLE: { grpc: 14, http: 503, title: 'UNAVAILABLE', retryable: true },
  UNAUTHENTICATED: { grpc: 16, http: 401, title: 'UNAUTHENTICATED', retryable: false },
  FORBIDDEN: { grpc: 7, http: 403, title: 'FORBIDDEN', retryable: false },
  INTERNAL: { grpc: 13, http: 500, title: 'INTERNAL', retryable: false },
} as const;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** A refusal with its code and a message that names the offender (key, element id, job type). */
export class EngineError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
