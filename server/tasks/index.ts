export { TaskCompletion } from './completion.ts';
export { taskEndpoints } from './endpoints.ts';
export { TaskRecords } from './task-records.ts';
