import { createHmac } from 'node:crypto';
import session from 'express-session';
import type { Store } from 'express-session';
import type { Request, RequestHandler, Response } from 'express';
import { doubleCsrf } from 'csrf-csrf';
import { DomainError } from '@jiesu/domain';
import { shownPerson } from './person.ts';
import type { People, SignedInPerson } from './person.ts';

declare module 'express-session' {
  interface SessionData {
    username: string;
    signedInAt: string;
  }
}

/** What sessions are made of. */
export interface SessionOptions {
  readonly secret: string;
  readonly store: Store;
  readonly people: People;
  /** A session ends so long after its last use, ms. */
  readonly idleMs: number;
  /** The cookies are sent over TLS only. */
  readonly secure: boolean;
}

/** Sessions in a cookie, and the tokens that keep other sites from using them. */
export interface Sessions {
  /** Reads the session of a request. */
  readonly middleware: RequestHandler;
  /** Refuses a request without the session's token. @throws DomainError CSRF_INVALID */
  readonly csrf: RequestHandler;
  /** Token that mutations carry in `x-csrf-token`; sets the cookie that it is compared with. */
  issueToken(request: Request, response: Response): string;
  personOf(request: Request): Promise<SignedInPerson | undefined>;
  /** Begins a session under a new id. */
  begin(request: Request, username: string, at: string): Promise<void>;
  end(request: Request, response: Response): Promise<void>;
}

/** Name of the session cookie. */
export const SESSION_COOKIE = 'jiesu.sid';
const CSRF_COOKIE = 'jiesu.csrf';

/** Builds the sessions; each use of the secret has a key of its own. */
export function createSessions(options: SessionOptions): Sessions {
  const cookie = { httpOnly: true, sameSite: 'lax', secure: options.secure, path: '/' } as const;
  const { generateCsrfToken, doubleCsrfProtection, invalidCsrfTokenError } = doubleCsrf({
    getSecret: () => derive(options.secret, 'csrf'),
    getSessionIdentifier: (request) => request.session.id,
    cookieName: CSRF_COOKIE,
    cookieOptions: cookie,
  });
  return {
    middleware: session({
      name: SESSION_COOKIE,
      secret: derive(options.secret, 'session'),
      store: options.store,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      proxy: options.secure,
      cookie: { ...cookie, maxAge: options.idleMs },
    }),
    csrf(request, response, next) {
      doubleCsrfProtection(request, response, (error: unknown) => {
        next(error === invalidCsrfTokenError ? new DomainError('CSRF_INVALID') : error);
      });
    },
    issueToken: (request, response) => generateCsrfToken(request, response, { validateOnReuse: false }),
    async personOf(request) {
      const { username } = request.session;
      if (username === undefined) return undefined;
      const found = await options.people.find(username);
      return found && shownPerson(found);
    },
    async begin(request, username, at) {
      await settled((done) => request.session.regenerate(done));
      request.session.username = username;
      request.session.signedInAt = at;
      await settled((done) => request.session.save(done));
    },
    async end(request, response) {
      await settled((done) => request.session.destroy(done));
      response.clearCookie(SESSION_COOKIE, cookie).clearCookie(CSRF_COOKIE, cookie);
    },
  };
}

/** Key of one use of the secret, so that one leaked key does not tell the others. */
function derive(secret: string, use: string): string {
  return createHmac('sha256', secret).update(`jiesu ${use}`).digest('hex');
}

function settled(start: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('the session store failed', { cause: error }));
    });
  });
}
