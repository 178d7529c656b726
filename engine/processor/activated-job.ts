import { formatKey, type Job, type UserTask } from '../state/index.ts';
import type { ActivatedJob, CommandInput, UserTaskSnapshot, Variables } from './commands.ts';
import type { Execution } from './execution.ts';
import { executionListenersOf } from './execution-listeners.ts';
import { holdUntil } from './jobs.ts';
import { listenersOf } from './user-task-transitions.ts';
import { collectVariables } from './variables.ts';

/** Who activates jobs, and how long it may have them. */
type Request = Pick<CommandInput<'activateJobs'>, 'type' | 'worker' | 'timeoutMs'>;

/** Locks a described job for a worker. */
export function activateJob(
  x: Execution,
  job: Job,
  description: ActivatedJob,
  request: Request,
): ActivatedJob {
  holdUntil(x, job, 'ACTIVATED', x.now + request.timeoutMs);
  job.worker = request.worker;
  return { ...description, worker: job.worker, deadline: job.dueAt };
}

/** Appends to the log who took which jobs. */
export function recordActivation(x: Execution, request: Request, jobs: readonly ActivatedJob[]): void {
  if (jobs.length === 0) return;
  const keys = jobs.map(({ key }) => Number(key));
  x.record('JOB_BATCH', 'ACTIVATED', x.newKey(), [
    request.type,
    request.worker,
    keys,
    x.now + request.timeoutMs,
  ]);
}

/** A job with what its worker gets to see at this moment. @param fetchVariables names; empty: all */
export function describeJob(x: Execution, job: Job, fetchVariables: readonly string[]): ActivatedJob {
  const instance = x.instance(job.elementInstanceKey);
  const definition = x.state.definitions.get(job.definitionKey);
  const task = job.kind === 'TASK_LISTENER' ? x.state.userTasks.get(instance.userTaskKey) : undefined;
  const root = x.state.instances.get(job.processInstanceKey);
  return {
    key: formatKey(job.key),
    type: job.type,
    kind: job.kind,
    listenerEventType: job.event,
    processInstanceKey: formatKey(job.processInstanceKey),
    processId: definition?.id ?? '',
    processVersion: definition?.version ?? 0,
    processDefinitionKey: formatKey(job.definitionKey),
    elementId: job.elementId,
    elementInstanceKey: formatKey(job.elementInstanceKey),
    headers: headersOf(x, job, task),
    worker: job.worker,
    retries: job.retries,
    deadline: job.dueAt,
    variables: withTransition(
      collectVariables(x, job.elementInstanceKey, fetchVariables),
      task,
      fetchVariables,
    ),
    ...(task === undefined ? {} : { userTask: snapshot(task) }),
    tags: root?.process?.tags ?? [],
  };
}

function headersOf(x: Execution, job: Job, task: UserTask | undefined): Readonly<Record<string, string>> {
  const node = x.node(job);
  if (job.kind === 'EXECUTION_LISTENER') {
    const listener = executionListenersOf(node, job.event === 'START' ? 'start' : 'end')[job.listenerIndex];
    return { ...node.job?.headers, ...node.userTask?.headers, ...listener?.job.headers };
  }
  if (job.kind !== 'TASK_LISTENER') return node.job?.headers ?? {};
  const event = task?.transition?.event;
  if (task === undefined || event === undefined) return {};
  return { ...node.userTask?.headers, ...listenersOf(x, task, event)[job.listenerIndex]?.job.headers };
}

/** A listener sees the variables that the task is about to be completed with. */
function withTransition(
  variables: Variables,
  task: UserTask | undefined,
  names: readonly string[],
): Variables {
  const coming = Object.entries(task?.transition?.variables ?? {});
  if (coming.length === 0) return variables;
  const wanted = names.length === 0 ? coming : coming.filter(([name]) => names.includes(name));
  return { ...variables, ...Object.fromEntries(wanted) };
}

function snapshot(task: UserTask): UserTaskSnapshot {
  const attributes = task.transition?.attributes ?? task.attributes;
  return {
    userTaskKey: formatKey(task.key),
    action: task.transition?.action ?? '',
    ...attributes,
    changedAttributes: task.transition?.changed ?? [],
    formKey: task.formKey === 0 ? null : formatKey(task.formKey),
  };
}
