import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { FieldLabels, Role } from '@jiesu/domain';
import type { SignedInPerson } from '../session/person.ts';

/** Who may call an endpoint: anyone, anyone signed in, or people with one of the roles. */
export type Access = 'public' | 'signed-in' | readonly Role[];

/** What an endpoint may answer, for the documentation. Problem details are added to every endpoint. */
export type Answers = Readonly<Record<number, Answer>>;

interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Media type. @default application/json */
  readonly type?: string;
}

interface Declaration<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/api/orders/{orderNo}`. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** What the documentation shows of the body, where the endpoint checks it itself. */
  readonly bodySchema?: z.ZodType;
  /** Names of the body's fields for the texts of field errors. */
  readonly labels?: FieldLabels;
  /** Largest body, KiB. @default 256 */
  readonly bodyLimitKb?: number;
  /** Headers of its own, for the documentation. */
  readonly headers?: z.ZodObject;
  /** Runs after the body was read and before it is checked. */
  readonly guards?: readonly RequestHandler[];
  readonly answers: Answers;
}

interface Exchange<P, Q, B> {
  readonly request: Request;
  readonly response: Response;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

type Run<X> = (exchange: X) => Promise<void> | void;

/** An endpoint: what it takes is checked and documented from the same schemas. */
export interface Endpoint extends Declaration<z.ZodObject, z.ZodObject, z.ZodType> {
  readonly access: Access;
  readonly run: (
    exchange: Exchange<unknown, unknown, unknown>,
    person: SignedInPerson | undefined,
  ) => Promise<void>;
}

type Nothing = z.ZodObject;

/** Declares an endpoint that needs a signed-in person, with one of `roles` if given. */
export function endpoint<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = Nothing,
>(
  declaration: Declaration<P, Q, B> & {
    readonly roles?: readonly Role[];
    readonly run: Run<Exchange<z.output<P>, z.output<Q>, z.output<B>> & { readonly person: SignedInPerson }>;
  },
): Endpoint {
  const { run, roles, ...rest } = declaration;
  return {
    ...rest,
    access: roles ?? 'signed-in',
    async run(exchange, person) {
      if (person === undefined) throw new Error(`${rest.path} was reached without a person`);
      await run({ ...(exchange as Exchange<z.output<P>, z.output<Q>, z.output<B>>), person });
    },
  };
}

/** Declares an endpoint that anyone may call. Forged requests are no danger to it: it has no session to abuse. */
export function publicEndpoint<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = Nothing,
>(
  declaration: Declaration<P, Q, B> & { readonly run: Run<Exchange<z.output<P>, z.output<Q>, z.output<B>>> },
): Endpoint {
  const { run, ...rest } = declaration;
  return {
    ...rest,
    access: 'public',
    async run(exchange) {
      await run(exchange as Exchange<z.output<P>, z.output<Q>, z.output<B>>);
    },
  };
}
