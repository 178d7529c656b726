import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import type { FieldLabels } from '@jiesu/domain';
import type { Clock } from '../clock/index.ts';
import { endpoint, publicEndpoint } from '../http/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { Passwords } from './passwords.ts';
import { personSchema, shownPerson } from './person.ts';
import type { People } from './person.ts';
import type { Sessions } from './session.ts';
import { signInLimits } from './sign-in-limit.ts';
import type { SignInLimit } from './sign-in-limit.ts';

const sessionSchema = z.object({ person: personSchema, csrfToken: z.string() });
const credentials = z.strictObject({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
});
const LABELS: FieldLabels = {
  username: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
};

interface Parts {
  readonly sessions: Sessions;
  readonly people: People;
  readonly passwords: Passwords;
  readonly limit: SignInLimit;
  readonly clock: Clock;
}

/** Sign in, who am I, sign out. */
export function sessionEndpoints({ sessions, people, passwords, limit, clock }: Parts): Endpoint[] {
  return [
    publicEndpoint({
      method: 'post',
      path: '/api/session',
      tag: 'session',
      summary: 'Sign in; sets the session cookie',
      body: credentials,
      labels: LABELS,
      bodyLimitKb: 4,
      guards: signInLimits(limit),
      answers: { 200: { description: 'The session', schema: sessionSchema } },
      async run({ request, response, body }) {
        const known = await people.find(body.username);
        if (!(await passwords.matches(known?.passwordHash, body.password)) || known === undefined) {
          throw new DomainError('SIGN_IN_FAILED');
        }
        await sessions.begin(request, known.username, new Date(clock.now()).toISOString());
        response.json({ person: shownPerson(known), csrfToken: sessions.issueToken(request, response) });
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/session',
      tag: 'session',
      summary: 'The person who is signed in, and the token for mutations',
      answers: { 200: { description: 'The session', schema: sessionSchema } },
      run({ request, response, person }) {
        response.json({ person, csrfToken: sessions.issueToken(request, response) });
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/session',
      tag: 'session',
      summary: 'Sign out',
      answers: { 204: { description: 'Signed out' } },
      async run({ request, response }) {
        await sessions.end(request, response);
        response.status(204).end();
      },
    }),
  ];
}
