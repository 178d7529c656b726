import { z } from 'zod';
import { DomainError } from '@jiesu/domain';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import type { Job, JobResult, TaskListener } from '../runtime/index.ts';
import { routeSchema } from '../intake/index.ts';
import { completing } from './completing.ts';
import { creating } from './creating.ts';
import { assigning, canceling, updating } from './changes.ts';

/** Values of forms that are in the process; used when a task was completed without our server. */
const SUBMITTED = {
  unitId: z.unknown().optional(),
  signResult: z.unknown().optional(),
  reviewResult: z.unknown().optional(),
  callbackResult: z.unknown().optional(),
  solved: z.unknown().optional(),
  redoAsked: z.unknown().optional(),
};

const inputSchema = z.object({
  orderId: z.string(),
  orderNo: optional(z.string()),
  route: routeSchema,
  ...SUBMITTED,
});

/** The change of one user task, as the steps of this family see it. */
export interface TaskCall {
  readonly job: Job;
  readonly listener: TaskListener;
  readonly input: z.output<typeof inputSchema>;
  readonly at: number;
}

/** What each event of a task's life does. */
const STEPS = { creating, assigning, updating, completing, canceling } as const satisfies Record<
  TaskListener['event'],
  (call: TaskCall, context: WorkerContext) => Promise<JobResult>
>;

/**
 * `hotline.task`: the listener of all events of a person's task. It projects the task to the collection `tasks` and
 * what it means to the order, so that a list of tasks needs no search index of the cluster; and it may deny a
 * completion with a reason that the person sees.
 */
export const task = defineJob({
  type: 'hotline.task',
  protocol: 'rest',
  input: inputSchema,
  async handle({ job, input, at }, context: WorkerContext) {
    const { listener } = job;
    if (listener === undefined) throw new DomainError('VALIDATION_FAILED', { field: 'listenerEventType' });
    return STEPS[listener.event]({ job, listener, input, at }, context);
  },
});
