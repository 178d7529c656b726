import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { DomainError, errorEntry } from '@jiesu/domain';
import { languageOf } from '../http/language.ts';
import { PROBLEM_TYPE, problemDetails } from './problem-details.ts';
import { recognise } from './recognise.ts';

/** Answers whatever was thrown as problem details; logs what is a fault of ours, without the request's body. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = recognise(thrown);
    const { httpStatus } = errorEntry(error.code);
    if (httpStatus >= 500) {
      logger.error(
        { err: error.cause ?? error, code: error.code, method: request.method, path: request.path },
        'request failed',
      );
    }
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const seconds = error.params['seconds'];
    if (seconds !== undefined) response.set('retry-after', String(seconds));
    response
      .status(httpStatus)
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(problemDetails(error, request.path, languageOf(request))));
  };
}

/** Answers a path below /api that no endpoint has. */
export const unknownPath: RequestHandler = () => {
  throw new DomainError('NOT_FOUND');
};
