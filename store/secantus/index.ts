export { EmbeddedDatabaseError, ensureSecantus } from './ensure.ts';
export type { EnsureOptions } from './ensure.ts';
export { secantusCommand } from './command.ts';
export type { SecantusCommand, SecantusCommandOptions } from './command.ts';
export { startSecantus } from './start.ts';
export type { RunningSecantus } from './start.ts';
