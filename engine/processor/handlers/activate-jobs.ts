import { formatKey, type Job, type UserTask } from '../../state/index.ts';
import type { ActivatedJob, UserTaskSnapshot, Variables } from '../commands.ts';
import type { Execution } from '../execution.ts';
import { executionListenersOf } from '../execution-listeners.ts';
import { raiseIncident } from '../incidents.ts';
import { holdUntil, leaveState } from '../jobs.ts';
import { listenersOf } from '../user-task-transitions.ts';
import { collectVariables } from '../variables.ts';
import type { Handler } from './handler.ts';

/** Characters of variables in one answer: a gRPC client takes 4 MB. */
const MAX_ANSWER_LENGTH = 3_000_000;

export const activateJobs: Handler<'activateJobs'> = (x, input) => {
  const keys: number[] = [];
  for (const [key] of x.state.activatable.scan([input.type])) {
    if (keys.length >= input.maxJobs) break;
    keys.push(key[1] as number);
  }
  const jobs: ActivatedJob[] = [];
  let size = 0;
  for (const key of keys) {
    const job = x.state.jobs.get(key);
    if (job === undefined) continue;
    const description = describe(x, job, input.fetchVariables);
    const length = JSON.stringify(description.variables).length;
    if (length > MAX_ANSWER_LENGTH) {
      refuseToSend(x, job, length);
      continue;
    }
    if (size + length > MAX_ANSWER_LENGTH) break;
    size += length;
    holdUntil(x, job, 'ACTIVATED', x.now + input.timeoutMs);
    job.worker = input.worker;
    jobs.push({ ...description, worker: job.worker, deadline: job.dueAt });
  }
  const activated = jobs.map((job) => Number(job.key));
  if (jobs.length > 0)
    x.record('JOB_BATCH', 'ACTIVATED', x.newKey(), [
      input.type,
      input.worker,
      activated,
      x.now + input.timeoutMs,
    ]);
  return { jobs };
};

/** A job whose variables no client could receive must not be offered again and again. */
function refuseToSend(x: Execution, job: Job, length: number): void {
  leaveState(x, job);
  job.state = 'FAILED';
  const message = `the variables of the job <${job.key}> have ${length} characters, more than the ${MAX_ANSWER_LENGTH} that are sent; fetch only those that are needed`;
  raiseIncident(
    x,
    x.instance(job.elementInstanceKey),
    { type: 'MESSAGE_SIZE_EXCEEDED', message },
    null,
    job.key,
  );
}

function describe(x: Execution, job: Job, fetchVariables: readonly string[]): ActivatedJob {
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
