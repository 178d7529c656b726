import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { EngineError } from '../../errors.ts';
import type { Key } from '../../processor/commands.ts';
import type { Gateway } from '../gateway.ts';
import { parseJson } from '../variables.ts';
import { checked, pathKey } from './fields.ts';
import { problemOf, sendProblem } from './problem.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One request, checked. */
export interface EndpointCall<Body> {
  readonly gateway: Gateway;
  readonly body: Body;
  /** The key in the path, where it has `:key`. */
  readonly key: Key;
  readonly request: Request;
  readonly response: Response;
}

/** What an endpoint answers: a JSON body with 200, or undefined for 204. */
export type EndpointAnswer = object | undefined;

/** Registers the endpoints of a family. */
export type EndpointFamily = (router: Router, gateway: Gateway) => void;

/** For endpoints whose body means nothing. */
export const noBody = z.unknown();

/**
 * Serves one method of one path: parses and checks the body, answers what `handle` returns, turns what it throws into
 * problem details, and counts the call.
 */
export function endpoint<S extends z.ZodType>(
  router: Router,
  gateway: Gateway,
  method: Method,
  path: string,
  schema: S,
  handle: (call: EndpointCall<z.output<S>>) => Promise<EndpointAnswer> | EndpointAnswer,
): void {
  const operation = `${method.toUpperCase()} ${path}`;
  router[method](path, async (request: Request, response: Response) => {
    const begun = performance.now();
    let outcome = 'OK';
    try {
      const key = path.includes(':key') ? pathKey(request.params.key, keyName(path)) : '';
      const body = checked(schema, bodyOf(request, schema));
      const answer = await handle({ gateway, body, key, request, response });
      if (!response.headersSent) reply(response, answer);
    } catch (error) {
      const problem = problemOf(error, gateway);
      outcome = problem.title;
      if (!response.headersSent && !response.destroyed) sendProblem(response, problem);
    }
    gateway.metrics.answered('rest', operation, outcome, (performance.now() - begun) / 1000);
  });
}

/** Answers 404 where a query found nothing. @throws EngineError NOT_FOUND naming what and its key */
export function found<T>(value: T | undefined, what: string, key: Key): T {
  if (value !== undefined) return value;
  throw new EngineError('NOT_FOUND', `no ${what} with key ${key} was found`);
}

function reply(response: Response, answer: EndpointAnswer): void {
  if (answer === undefined) response.status(204).end();
  else response.status(200).type('application/json').send(JSON.stringify(answer));
}

/** The body was read as text, so that it is parsed once and with the limits of every other document. */
function bodyOf(request: Request, schema: z.ZodType): unknown {
  const body: unknown = request.body;
  if (schema === noBody || typeof body !== 'string') return body ?? {};
  return body.trim() === '' ? {} : parseJson(body, 'the request body');
}

function keyName(path: string): string {
  const collection = path.split('/')[1] ?? '';
  const words = collection.replace(/s$/, '').split('-');
  return `${words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')}Key`;
}
