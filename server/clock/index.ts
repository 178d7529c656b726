export { ServerClock } from './clock.ts';
export type { Clock } from './clock.ts';
export { clockEndpoints } from './endpoints.ts';
