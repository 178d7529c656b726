export { healthRoutes } from './routes.ts';
export type { HealthPart } from './routes.ts';
