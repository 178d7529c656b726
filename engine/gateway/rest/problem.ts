import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { ERROR_TABLE } from '../../errors.ts';
import type { Gateway } from '../gateway.ts';
import { refusalOf } from '../refusal.ts';

/** Problem details as RFC 9457 has them. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** Answers with problem details. */
export function sendProblem(response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: problem.title,
        status: problem.status,
        detail: problem.detail,
        instance: response.req.originalUrl.split('?')[0],
      }),
    );
}

/** The problem of an error: by the error table, or what HTTP itself found wrong (size, encoding, form). */
export function problemOf(error: unknown, gateway: Gateway): Problem {
  const http = httpFault(error, gateway.maxMessageBytes);
  if (http) return http;
  const { code, message } = refusalOf(error, gateway.logger);
  const { http: status, title } = ERROR_TABLE[code];
  return { status, title, detail: message };
}

/** Last in the chain: every error becomes a problem. */
export function problemHandler(gateway: Gateway): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    sendProblem(response, problemOf(error, gateway));
  };
}

/** For a path that nothing serves. */
export const unknownRoute: RequestHandler = (request, response) => {
  const { http: status, title } = ERROR_TABLE.NOT_FOUND;
  sendProblem(response, { status, title, detail: `nothing is served at ${request.method} ${request.path}` });
};

const TOO_LARGE = new Set(['entity.too.large', 'LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE']);

/** What body-parser (type, status) and multer (code) found wrong with the HTTP request. */
function httpFault(error: unknown, maxBytes: number): Problem | undefined {
  const fault = error as {
    type?: unknown;
    status?: unknown;
    code?: unknown;
    name?: unknown;
    message?: unknown;
  };
  const kind = typeof fault.type === 'string' ? fault.type : fault.code;
  if (typeof kind === 'string' && TOO_LARGE.has(kind)) {
    return {
      status: 413,
      title: 'CONTENT_TOO_LARGE',
      detail: `the request is larger than the ${maxBytes} bytes that are accepted`,
    };
  }
  const detail = String(fault.message);
  if (fault.name === 'MulterError') return { status: 400, title: 'INVALID_ARGUMENT', detail };
  const status = typeof fault.status === 'number' ? fault.status : 0;
  if (status >= 400 && status < 500) return { status, title: 'INVALID_ARGUMENT', detail };
  return undefined;
}
