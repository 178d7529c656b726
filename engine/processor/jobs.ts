import type { JobDefinition } from '../model/graph.ts';
import type { ElementInstance, Job } from '../state/index.ts';
import type { JobKind, ListenerEventType } from './commands.ts';
import { evaluateInteger, evaluateText } from './evaluation.ts';
import type { Execution } from './execution.ts';

interface JobPurpose {
  readonly kind: JobKind;
  readonly event: ListenerEventType;
  readonly listenerIndex: number;
}

const OF_THE_ELEMENT: JobPurpose = { kind: 'BPMN_ELEMENT', event: 'UNSPECIFIED', listenerIndex: 0 };

/**
 * Makes an activatable job for an instance.
 * @throws Standstill when its type or its retries can't be evaluated; nothing has changed then
 */
export function createJob(
  x: Execution,
  instance: ElementInstance,
  definition: JobDefinition,
  purpose = OF_THE_ELEMENT,
): Job {
  const type = evaluateText(x, definition.type, instance.key, 'the job type');
  const retries = evaluateInteger(x, definition.retries, instance.key, 'the retries of the job');
  const job: Job = {
    key: x.newKey(),
    type,
    ...purpose,
    state: 'ACTIVATABLE',
    retries,
    dueAt: 0,
    worker: '',
    elementInstanceKey: instance.key,
    elementId: instance.elementId,
    processInstanceKey: instance.processInstanceKey,
    definitionKey: instance.definitionKey,
  };
  x.state.jobs.insert(job.key, job);
  x.state.activatable.insert([type, job.key], 1);
  x.effects.jobAvailable(type, job.key);
  x.record('JOB', 'CREATED', job.key, [
    type,
    job.kind,
    job.elementId,
    job.elementInstanceKey,
    job.processInstanceKey,
    job.event,
    retries,
  ]);
  return job;
}

/** Takes a job out of the index that its state keeps it in. */
export function leaveState(x: Execution, job: Job): void {
  if (job.state === 'ACTIVATABLE') x.state.activatable.remove([job.type, job.key]);
  if (job.dueAt !== 0) {
    x.removeDue(job.dueAt, job.key);
    job.dueAt = 0;
  }
  x.state.jobs.put(job.key, job);
}

/** Lets a worker take the job (again). */
export function makeActivatable(x: Execution, job: Job): void {
  leaveState(x, job);
  job.state = 'ACTIVATABLE';
  job.worker = '';
  x.state.activatable.insert([job.type, job.key], 1);
  x.effects.jobAvailable(job.type, job.key);
}

/** Sets a state that ends at an instant, epoch ms. */
export function holdUntil(x: Execution, job: Job, state: 'ACTIVATED' | 'BACKING_OFF', dueAt: number): void {
  leaveState(x, job);
  job.state = state;
  job.dueAt = dueAt;
  x.addDue(dueAt, job.key, 'job');
}

/** Removes a job that is done or not wanted any more. */
export function removeJob(x: Execution, job: Job): void {
  leaveState(x, job);
  x.state.jobs.remove(job.key);
}

/** Removes the job of an instance that is terminated. */
export function cancelJob(x: Execution, key: number): void {
  const job = x.state.jobs.get(key);
  if (job === undefined) return;
  removeJob(x, job);
  x.record('JOB', 'CANCELED', key, [job.type, job.elementId, job.elementInstanceKey]);
}
