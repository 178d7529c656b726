import { DomainError } from '@jiesu/domain';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';
import type { JobResult, TaskListener } from '../runtime/index.ts';
import { completing } from './completing.ts';
import { creating } from './creating.ts';
import { assigning, canceling, updating } from './changes.ts';
import { taskInputSchema } from './task-call.ts';
import type { TaskCall } from './task-call.ts';

/** What each event of a task's life does. */
const STEPS = { creating, assigning, updating, completing, canceling } as const satisfies Record<
  TaskListener['event'],
  (call: TaskCall, context: WorkerContext) => Promise<JobResult>
>;

/**
 * `hotline.task`: the listener of all events of a person's task. It projects the task to the collection `tasks` and
 * what it means to the order, so that a list of tasks needs no search index of the cluster; and it may deny a
 * completion with a reason that the person sees. A task is about an order, else about a meeting or a report.
 */
export const task = defineJob({
  type: 'hotline.task',
  protocol: 'rest',
  input: taskInputSchema,
  async handle({ job, input, at }, context: WorkerContext) {
    const { listener } = job;
    if (listener === undefined) throw new DomainError('VALIDATION_FAILED', { field: 'listenerEventType' });
    return STEPS[listener.event]({ job, listener, input, at }, context);
  },
});
