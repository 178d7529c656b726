import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Logs each request when it is answered: method, path, status, duration. No query, no body, no person's data. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const begun = performance.now();
    response.set('x-request-id', requestId);
    response.once('close', () => {
      const { statusCode } = response;
      const line = {
        requestId,
        method: request.method,
        path: request.path,
        status: statusCode,
        ms: Math.round((performance.now() - begun) * 10) / 10,
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      if (statusCode >= 500) logger.warn(line, 'request');
      else if (request.path.startsWith('/api')) logger.info(line, 'request');
      else logger.debug(line, 'request');
    });
    next();
  };
}
