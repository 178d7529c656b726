import { EngineError } from '../../errors.ts';
import type { ElementInstance, IncidentType, Job } from '../../state/index.ts';
import { parseKey } from '../../state/index.ts';
import type { JobKind } from '../commands.ts';
import { throwErrorEvent } from '../error-events.ts';
import { completeExecutionListener } from '../execution-listeners.ts';
import type { Execution } from '../execution.ts';
import { raiseIncident } from '../incidents.ts';
import { holdUntil, leaveState, makeActivatable, removeJob } from '../jobs.ts';
import { isStandstill } from '../standstill.ts';
import { entriesOf, setLocal } from '../variables.ts';
import { completeAdHocJob } from './ad-hoc-subprocesses.ts';
import type { Handler } from './handler.ts';
import { completeListenerJob } from './listener-jobs.ts';

/** The incident of a job without retries. */
const NO_RETRIES: Readonly<Record<JobKind, IncidentType>> = {
  BPMN_ELEMENT: 'JOB_NO_RETRIES',
  AD_HOC_SUB_PROCESS: 'JOB_NO_RETRIES',
  EXECUTION_LISTENER: 'EXECUTION_LISTENER_NO_RETRIES',
  TASK_LISTENER: 'TASK_LISTENER_NO_RETRIES',
};

export const completeJob: Handler<'completeJob'> = (x, input) => {
  const { job, instance } = workedOn(x, input.key, 'complete');
  if (job.kind === 'TASK_LISTENER') return completeListenerJob(x, job, instance, input);
  if (job.kind === 'AD_HOC_SUB_PROCESS') return completeAdHocJob(x, job, instance, input);
  if (job.kind === 'EXECUTION_LISTENER') {
    completeExecutionListener(x, job, instance, input.variables);
    return {};
  }
  entriesOf(input.variables);
  removeJob(x, job);
  x.record('JOB', 'COMPLETED', job.key, [job.type, job.elementId]);
  instance.jobKey = 0;
  instance.trigger = { elementId: instance.elementId, variables: input.variables };
  x.save(instance);
  x.schedule({ op: 'complete', key: instance.key });
  return {};
};

export const failJob: Handler<'failJob'> = (x, input) => {
  const { job, instance } = workedOn(x, input.key, 'fail');
  setLocal(x, instance.key, entriesOf(input.variables));
  job.retries = input.retries;
  x.record('JOB', 'FAILED', job.key, [job.type, job.elementId, input.retries, input.errorMessage]);
  if (input.retries > 0) {
    if (input.retryBackoffMs > 0) holdUntil(x, job, 'BACKING_OFF', x.now + input.retryBackoffMs);
    else makeActivatable(x, job);
    return {};
  }
  leaveState(x, job);
  job.state = 'FAILED';
  const type = NO_RETRIES[job.kind];
  const message =
    input.errorMessage === ''
      ? `the job <${job.key}> of type <${job.type}> has no retries left`
      : input.errorMessage;
  raiseIncident(x, instance, { type, message }, null, job.key);
  return {};
};

export const throwError: Handler<'throwError'> = (x, input) => {
  const { job, instance } = workedOn(x, input.key, 'throw an error for');
  if (job.kind === 'TASK_LISTENER' || job.kind === 'EXECUTION_LISTENER') {
    throw new EngineError(
      'INVALID_STATE',
      `the job <${input.key}> is a listener's; it can not throw a BPMN error`,
    );
  }
  entriesOf(input.variables);
  x.record('JOB', 'ERROR_THROWN', job.key, [job.type, job.elementId, input.errorCode, input.errorMessage]);
  try {
    throwErrorEvent(x, instance, input);
  } catch (error) {
    if (!isStandstill(error)) throw error;
    leaveState(x, job);
    job.state = 'ERROR_THROWN';
    raiseIncident(x, instance, error, null, job.key);
  }
  return {};
};

export const updateJob: Handler<'updateJob'> = (x, { key, retries, timeoutMs }) => {
  const job = find(x, key);
  if (retries !== undefined) {
    if (!Number.isInteger(retries) || retries < 1) {
      throw new EngineError(
        'INVALID_ARGUMENT',
        `the retries of the job <${key}> must be a whole number above 0, not <${retries}>`,
      );
    }
    job.retries = retries;
    x.state.jobs.put(job.key, job);
    x.record('JOB', 'RETRIES_UPDATED', job.key, [job.type, retries]);
  }
  if (timeoutMs !== undefined) {
    if (job.state !== 'ACTIVATED')
      throw new EngineError('INVALID_STATE', `the job <${key}> is not activated, so it has no timeout`);
    holdUntil(x, job, 'ACTIVATED', x.now + timeoutMs);
    x.record('JOB', 'TIMEOUT_UPDATED', job.key, [job.type, job.dueAt]);
  }
  return {};
};

function find(x: Execution, key: string): Job {
  const job = x.state.jobs.get(parseKey('job', key));
  if (job === undefined) throw new EngineError('NOT_FOUND', `no job with key <${key}>`);
  return job;
}

/** The job, which a worker may have; one whose lock has ended may still be reported on, until another takes it. */
function workedOn(
  x: Execution,
  key: string,
  verb: string,
): { readonly job: Job; readonly instance: ElementInstance } {
  const job = find(x, key);
  if (job.state === 'FAILED' || job.state === 'ERROR_THROWN') {
    throw new EngineError(
      'INVALID_STATE',
      `can not ${verb} the job <${key}>: it is in state ${job.state} and has an incident`,
    );
  }
  return { job, instance: x.instance(job.elementInstanceKey) };
}
