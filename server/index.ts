/** The HTTP API. This is the package's one public door. */
export { createApp } from './app.ts';
export type { AppParts } from './app.ts';
export { readConfig } from './config.ts';
export type { ServerConfig } from './config.ts';
export { startServer } from './server.ts';
export type { RunningServer, ServerSurroundings } from './server.ts';
export { openDesks } from './desks.ts';
export type { DeskParts, Desks } from './desks.ts';
export { ServerMetrics } from './metrics/index.ts';
export { connectEngine } from './zeebe/index.ts';
export type { Engine } from './zeebe/index.ts';
