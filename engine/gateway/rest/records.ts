import { once } from 'node:events';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import { recordLines } from '../../records/index.ts';
import type { Gateway } from '../gateway.ts';
import { checked } from './fields.ts';
import { problemOf, sendProblem } from './problem.ts';

/** Streams that may be open at the same time. */
const MAX_STREAMS = 20;

const query = z.object({
  from: z.coerce.number().int().min(0).default(0),
  follow: z.enum(['true', 'false']).default('false'),
});

/**
 * GET /engine/records?from=POSITION&follow=true: the record log as NDJSON. It goes as fast as the client reads. The
 * header x-first-position tells where the log begins, for what is older than the retention is not there any more.
 */
export function records(gateway: Gateway): RequestHandler {
  let open = 0;
  return async (request, response) => {
    try {
      const { from, follow } = checked(query, request.query);
      const source = gateway.history.records;
      if (source === undefined) throw new EngineError('FORBIDDEN', 'the records are not served here');
      if (open >= MAX_STREAMS) {
        throw new EngineError(
          'RESOURCE_EXHAUSTED',
          `${open} clients read the records already; try again later`,
        );
      }
      open += 1;
      const gone = new AbortController();
      response.once('close', () => {
        open -= 1;
        gone.abort();
      });
      response.setHeader('x-first-position', source.firstPosition);
      response.setHeader('x-last-position', source.lastPosition);
      response.type('application/x-ndjson');
      response.flushHeaders();
      for await (const lines of recordLines(source, {
        from,
        follow: follow === 'true',
        signal: gone.signal,
      })) {
        if (!response.write(lines)) {
          await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
        }
      }
      response.end();
    } catch (error) {
      if (response.headersSent) response.destroy();
      else sendProblem(response, problemOf(error, gateway));
    }
  };
}
