import { EngineError } from '../../errors.ts';
import type { ElementInstance, Job } from '../../state/index.ts';
import type { CommandInput } from '../commands.ts';
import type { Execution } from '../execution.ts';
import { removeJob } from '../jobs.ts';
import { listenerCompleted, listenerDenied } from '../user-task-transitions.ts';

const DENIABLE: ReadonlySet<string> = new Set(['ASSIGNING', 'UPDATING', 'COMPLETING']);

/** Completes the job of a task listener, which may deny the transition or correct the task. */
export function completeListenerJob(
  x: Execution,
  job: Job,
  instance: ElementInstance,
  { variables, result }: CommandInput<'completeJob'>,
): Record<string, never> {
  if (Object.keys(variables).length > 0) {
    throw new EngineError(
      'INVALID_ARGUMENT',
      `the task listener job <${job.key}> can not be completed with variables`,
    );
  }
  if (result?.type === 'adHocSubProcess') {
    throw new EngineError(
      'INVALID_ARGUMENT',
      `the job <${job.key}> is a task listener's, it can not have the result of an ad-hoc subprocess`,
    );
  }
  const task = x.state.userTasks.get(instance.userTaskKey);
  if (task === undefined)
    throw new EngineError('NOT_FOUND', `the user task of the listener job <${job.key}> is gone`);
  const corrected = Object.values(result?.corrections ?? {}).some(
    (value) => value !== null && value !== undefined,
  );
  if (result?.denied === true) {
    if (corrected) {
      throw new EngineError(
        'INVALID_ARGUMENT',
        `the task listener job <${job.key}> can not both deny and correct`,
      );
    }
    if (!DENIABLE.has(job.event)) {
      throw new EngineError(
        'INVALID_ARGUMENT',
        `a task listener can not deny ${job.event}; the job is <${job.key}>`,
      );
    }
  }
  removeJob(x, job);
  x.record('JOB', 'COMPLETED', job.key, [job.type, job.elementId]);
  if (result?.denied === true) listenerDenied(x, task, result.deniedReason);
  else listenerCompleted(x, task, result?.corrections ?? {});
  return {};
}
