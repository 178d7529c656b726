import { rateLimit } from 'express-rate-limit';
import type { RequestHandler } from 'express';
import { DomainError } from '@jiesu/domain';
import { ipKeyGenerator } from 'express-rate-limit';

/** How many sign-ins may fail. */
export interface SignInLimit {
  /** Of one user name from one address. */
  readonly failures: number;
  readonly windowSeconds: number;
}

/** An address may try this many times as many user names as it may fail at one. */
const NAMES_PER_ADDRESS = 10;

/** Refuses sign-ins after too many failures: for a user name from one address, and for an address as a whole. */
export function signInLimits({ failures, windowSeconds }: SignInLimit): RequestHandler[] {
  const limiter = (limit: number, keyOf: (address: string, username: string) => string): RequestHandler =>
    rateLimit({
      windowMs: windowSeconds * 1000,
      limit,
      skipSuccessfulRequests: true,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: (request) => {
        const body: unknown = request.body;
        const username =
          typeof body === 'object' && body !== null && 'username' in body ? String(body.username) : '';
        return keyOf(ipKeyGenerator(request.ip ?? ''), username.slice(0, 64).toLowerCase());
      },
      handler: () => {
        throw new DomainError('TOO_MANY_ATTEMPTS', { params: { seconds: windowSeconds } });
      },
    });
  return [
    limiter(failures, (address, username) => `${address} ${username}`),
    limiter(failures * NAMES_PER_ADDRESS, (address) => address),
  ];
}
