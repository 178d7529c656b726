import { createHash, timingSafeEqual } from 'node:crypto';
import { EngineError } from '../errors.ts';

/** Who may call. With nothing set everyone may. */
export interface Credentials {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

/** Checks an authorization header. @throws EngineError UNAUTHENTICATED */
export type Authorize = (header: string | undefined) => void;

/** Checks headers for basic or bearer credentials, whichever are set; comparing takes the same time for every wrong one. */
export function authorizer({ user, password, token }: Credentials): Authorize {
  const accepted: Buffer[] = [];
  if (user !== undefined && password !== undefined) {
    accepted.push(digest(`basic ${Buffer.from(`${user}:${password}`).toString('base64')}`));
  }
  if (token !== undefined) accepted.push(digest(`bearer ${token}`));
  if (accepted.length === 0) return () => undefined;
  return (header = '') => {
    const [scheme = '', credentials = ''] = header.trim().split(/ +/);
    const given = digest(`${scheme.toLowerCase()} ${credentials}`);
    let matches = false;
    for (const one of accepted) if (timingSafeEqual(one, given)) matches = true;
    if (matches) return;
    const why = credentials === '' ? 'no credentials were sent' : 'the credentials are wrong';
    throw new EngineError('UNAUTHENTICATED', `${why}: the engine asks for ${asked(user, token)}`);
  };
}

function asked(user: string | undefined, token: string | undefined): string {
  if (user === undefined) return 'a bearer token (ENGINE_AUTH_TOKEN)';
  const basic = 'a user and a password (ENGINE_AUTH_USER, ENGINE_AUTH_PASSWORD)';
  return token === undefined ? basic : `${basic} or a bearer token (ENGINE_AUTH_TOKEN)`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
