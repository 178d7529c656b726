import type { Changes } from '../changes.ts';
import type { Documents } from '../documents/index.ts';
import { keyIn, type LogEvent, type Projection } from './projection.ts';

/** JOB: each job with what became of it. */
export const job: Projection = (changes, event) => {
  if (event.intent === 'CREATED') {
    created(changes, event);
    return;
  }
  const document = changes.get('jobs', event.key);
  if (document !== undefined) change(document, event);
};

/** JOB_BATCH: who took the jobs, and until when. */
export const jobBatch: Projection = (changes, { value }) => {
  const [, worker, keys, deadline] = value as [string, string, readonly number[], number];
  for (const key of keys) {
    const document = changes.get('jobs', keyIn(key));
    if (document === undefined) continue;
    document.worker = worker;
    document.deadline = deadline;
  }
};

function created(changes: Changes, { key, value }: LogEvent): void {
  const [type, kind, elementId, elementInstanceKey, processInstanceKey, event, retries] = value as [
    string,
    string,
    string,
    number,
    number,
    string,
    number,
  ];
  const instance = keyIn(processInstanceKey);
  const elementInstance = keyIn(elementInstanceKey);
  changes.add('jobs', key, {
    type,
    worker: '',
    state: 'CREATED',
    kind,
    event,
    retries,
    element: changes.elementIn(instance, elementId),
    elementInstance,
    instance,
    deadline: null,
    endedAt: null,
    failedWithRetriesLeft: false,
    errorCode: null,
    errorMessage: null,
  });
  if (kind === 'TASK_LISTENER') transitionBegun(changes, elementInstance, event);
}

/** A listener of a user task's transition works: the task is in the state of the transition until it ends. */
function transitionBegun(changes: Changes, elementInstance: number, state: string): void {
  const element = changes.get('element-instances', elementInstance);
  const userTask = element?.userTask ?? changes.userTasks.get(elementInstance) ?? 0;
  const task = userTask === 0 ? undefined : changes.get('user-tasks', userTask);
  if (task !== undefined) task.state = state;
}

function change(document: Documents['jobs'], { intent, value, timestamp }: LogEvent): void {
  switch (intent) {
    case 'COMPLETED':
    case 'CANCELED':
      document.endedAt = timestamp;
      document.failedWithRetriesLeft = false;
      break;
    case 'FAILED': {
      const [, , retries, errorMessage] = value as [string, string, number, string];
      document.retries = retries;
      document.errorMessage = errorMessage;
      document.failedWithRetriesLeft = retries > 0;
      document.deadline = null;
      break;
    }
    case 'ERROR_THROWN': {
      const [, , errorCode, errorMessage] = value as [string, string, string, string];
      document.errorCode = errorCode;
      document.errorMessage = errorMessage;
      document.endedAt = timestamp;
      break;
    }
    case 'RETRIES_UPDATED':
      document.retries = value[1] as number;
      break;
    case 'TIMED_OUT':
      document.deadline = null;
      break;
    case 'TIMEOUT_UPDATED':
      document.deadline = value[1] as number;
      return;
    default:
      return;
  }
  document.state = intent;
}
