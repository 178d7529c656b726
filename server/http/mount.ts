import express from 'express';
import type { Request, RequestHandler, Router } from 'express';
import type { z } from 'zod';
import { DomainError, fieldErrorsOf } from '@jiesu/domain';
import type { FieldLabels } from '@jiesu/domain';
import { invalidFields } from '../problem/index.ts';
import type { SignedInPerson } from '../session/person.ts';
import type { Access, Endpoint } from './endpoint.ts';

/** What every endpoint passes before it runs. */
export interface Gate {
  /** The person of the session; undefined when nobody is signed in. */
  personOf(request: Request): Promise<SignedInPerson | undefined>;
  /** Refuses a mutation that does not carry the session's token. */
  readonly csrf: RequestHandler;
}

/** Where the gate leaves the person for the endpoint. */
const PERSON = 'person';
const SAFE = new Set(['get']);
const DEFAULT_BODY_KB = 256;

/** Adds endpoints to a router: access, token against forged requests, body, checks, then the endpoint itself. */
export function mount(router: Router, endpoints: readonly Endpoint[], gate: Gate): void {
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
    router[endpoint.method](
      path,
      async (request, response, next) => {
        if (endpoint.access === 'public') {
          next();
          return;
        }
        response.locals[PERSON] = checkAccess(await gate.personOf(request), endpoint.access);
        next();
      },
      ...(endpoint.access === 'public' || SAFE.has(endpoint.method) ? [] : [gate.csrf]),
      ...(endpoint.body === undefined ? [] : [jsonBody(endpoint.bodyLimitKb ?? DEFAULT_BODY_KB)]),
      ...(endpoint.guards ?? []),
      async (request, response) => {
        const labels = endpoint.labels ?? {};
        await endpoint.run(
          {
            request,
            response,
            params: check(endpoint.params, request.params, {}),
            query: check(endpoint.query, request.query, {}),
            body: check(endpoint.body, request.body, labels),
          },
          response.locals[PERSON] as SignedInPerson | undefined,
        );
      },
    );
  }
}

/** @throws DomainError NOT_SIGNED_IN or FORBIDDEN_ROLE */
function checkAccess(person: SignedInPerson | undefined, access: Exclude<Access, 'public'>): SignedInPerson {
  if (person === undefined) throw new DomainError('NOT_SIGNED_IN');
  if (access !== 'signed-in' && !access.some((role) => person.roles.includes(role))) {
    throw new DomainError('FORBIDDEN_ROLE');
  }
  return person;
}

function jsonBody(limitKb: number): RequestHandler {
  const parse: RequestHandler = express.json({ limit: limitKb * 1024 });
  return (request, response, next) => {
    if (request.headers['content-length'] !== '0' && request.is('json') === false) {
      throw new DomainError('BODY_MALFORMED');
    }
    parse(request, response, next);
  };
}

function check(schema: z.ZodType | undefined, value: unknown, labels: FieldLabels): unknown {
  if (schema === undefined) return {};
  const given = value ?? {};
  const result = schema.safeParse(given);
  if (!result.success) throw invalidFields(fieldErrorsOf(result.error.issues, given, labels));
  return result.data;
}
