/** The work between people: job workers of the hotline's processes. The package's one door. */
export { HANDLERS, startWorkers } from './app.ts';
export type { RunningWorkers } from './app.ts';
export { readConfig } from './config.ts';
export type { WorkersConfig } from './config.ts';
export { createLogger } from './runtime/index.ts';
