export { buildBundles } from './build.ts';
export { readSystemOptions, ConfigurationError, type SystemOptions } from './config.ts';
export { startSystem, type RunningSystem, type StartOptions } from './system.ts';
export { startTemporarySystem } from './temporary-system.ts';
export { JiesuClient, ApiError } from './client/index.ts';
export { signInCast, type Cast } from './demo/cast.ts';
