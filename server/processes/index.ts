export { Deployment } from './deployment.ts';
export { processEndpoints } from './endpoints.ts';
export { ModelRecords } from './model-records.ts';
