/** Data at rest: models, encryption, the audit log, the outbox and the embedded database. The package's one door. */
export { connectStore, isDatabaseUnavailable, isDuplicateKey } from './connect.ts';
export type { ConnectOptions, Store } from './connect.ts';
export type * from './models/index.ts';
export * from './audit/index.ts';
export * from './batching/index.ts';
export * from './config-files/index.ts';
export * from './encryption/index.ts';
export * from './events/index.ts';
export * from './insert-log/index.ts';
export * from './order-numbers/index.ts';
export * from './orders/index.ts';
export * from './outbox/index.ts';
export * from './rules-in-force/index.ts';
export * from './secantus/index.ts';
