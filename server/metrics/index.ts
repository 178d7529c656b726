export { ServerMetrics } from './metrics.ts';
export { requestLog } from './request-log.ts';
