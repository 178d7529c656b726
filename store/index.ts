/** Data at rest: models, encryption, the audit log, the outbox and the embedded database. The package's one door. */
export { connectStore, isDatabaseUnavailable, isDuplicateKey } from './connect.ts';
export type { ConnectOptions, Store } from './connect.ts';
export type * from './models/index.ts';
export * from './secantus/index.ts';
