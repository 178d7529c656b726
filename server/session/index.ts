export { sessionEndpoints } from './endpoints.ts';
export { Passwords } from './passwords.ts';
export type { PasswordCost } from './passwords.ts';
export type { KnownPerson, People, SignedInPerson } from './person.ts';
export { SESSION_COOKIE, createSessions } from './session.ts';
export type { Sessions } from './session.ts';
export type { SignInLimit } from './sign-in-limit.ts';
