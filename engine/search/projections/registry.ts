import { incident } from './incidents.ts';
import { job, jobBatch } from './jobs.ts';
import { messageSubscription } from './message-subscriptions.ts';
import { processInstance } from './process-instances.ts';
import type { Projection } from './projection.ts';
import { userTask } from './user-tasks.ts';
import { variable } from './variables.ts';

/** What is read off the records of the log, by their value type. Others tell nothing that is searched. */
export const PROJECTIONS: Readonly<Record<string, Projection>> = {
  PROCESS_INSTANCE: processInstance,
  VARIABLE: variable,
  JOB: job,
  JOB_BATCH: jobBatch,
  INCIDENT: incident,
  USER_TASK: userTask,
  PROCESS_MESSAGE_SUBSCRIPTION: messageSubscription,
};
