export { EmbeddedDatabaseError } from './embedded-database-error.ts';
export { ensureSecantus } from './ensure.ts';
export type { EnsureOptions } from './ensure.ts';
export { buildNative } from './native-build.ts';
export { secantusCommand } from './command.ts';
export type { SecantusCommand, SecantusCommandOptions } from './command.ts';
export { startSecantus } from './start.ts';
export type { RunningSecantus } from './start.ts';
