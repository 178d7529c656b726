import { EngineError } from '../errors.ts';
import type { ListenerDefinition, TaskListenerEvent } from '../model/graph.ts';
import type {
  AttributeName,
  ElementInstance,
  UserTask,
  UserTaskAttributes,
  UserTaskState,
  UserTaskTransition,
} from '../state/index.ts';
import type { ListenerEventType, UserTaskCorrections } from './commands.ts';
import type { Execution } from './execution.ts';
import { raiseIncident, removeIncidents } from './incidents.ts';
import { cancelJob, createJob } from './jobs.ts';
import { complete, finishTermination } from './lifecycle.ts';
import { isStandstill } from './standstill.ts';

/** The state of a user task while the listeners of a transition work. */
const STATE_DURING: Readonly<Record<TaskListenerEvent, UserTaskState>> = {
  creating: 'CREATING',
  assigning: 'ASSIGNING',
  updating: 'UPDATING',
  completing: 'COMPLETING',
  canceling: 'CANCELING',
};

const RECORDED_AS: Readonly<Record<TaskListenerEvent, string>> = {
  creating: 'CREATED',
  assigning: 'ASSIGNED',
  updating: 'UPDATED',
  completing: 'COMPLETED',
  canceling: 'CANCELED',
};

type Request = Pick<UserTaskTransition, 'event' | 'action'> & Partial<UserTaskTransition>;

/** Begins a transition: the listeners of its event work one after another, then it takes place. */
export function beginTransition(x: Execution, task: UserTask, request: Request): void {
  task.transition = {
    attributes: task.attributes,
    changed: [],
    variables: {},
    listenerIndex: 0,
    requestId: '',
    ...request,
  };
  task.state = STATE_DURING[request.event];
  x.state.userTasks.put(task.key, task);
  runListeners(x, task, x.instance(task.elementInstanceKey));
}

/** The listeners of an event, in model order. */
export function listenersOf(
  x: Execution,
  task: UserTask,
  event: TaskListenerEvent,
): ListenerDefinition<TaskListenerEvent>[] {
  return (x.node(task).userTask?.listeners ?? []).filter((listener) => listener.event === event);
}

/** After an incident: all listeners of the transition begin again. */
export function continueListeners(x: Execution, instance: ElementInstance): void {
  const task = x.state.userTasks.get(instance.userTaskKey);
  if (task?.transition == null) return;
  task.transition = { ...task.transition, listenerIndex: 0 };
  runListeners(x, task, instance);
}

function runListeners(x: Execution, task: UserTask, instance: ElementInstance): void {
  const { transition } = task;
  if (transition === null) return;
  const listener = listenersOf(x, task, transition.event)[transition.listenerIndex];
  if (listener === undefined) {
    finish(x, task, instance, transition);
    return;
  }
  try {
    const job = createJob(x, instance, listener.job, {
      kind: 'TASK_LISTENER',
      event: transition.event.toUpperCase() as ListenerEventType,
      listenerIndex: transition.listenerIndex,
    });
    task.jobKey = job.key;
    x.state.userTasks.put(task.key, task);
  } catch (error) {
    if (!isStandstill(error)) throw error;
    raiseIncident(x, instance, error, { op: 'user-task-listener', key: instance.key });
  }
}

/** A listener has done its work. @throws EngineError INVALID_ARGUMENT when it asks for what its event does not allow */
export function listenerCompleted(x: Execution, task: UserTask, corrections: UserTaskCorrections): void {
  const { transition } = task;
  if (transition === null)
    throw new EngineError('INVALID_STATE', `the user task <${task.key}> is in no transition`);
  task.jobKey = 0;
  task.transition = {
    ...correct(task, transition, corrections),
    listenerIndex: transition.listenerIndex + 1,
  };
  x.state.userTasks.put(task.key, task);
  runListeners(x, task, x.instance(task.elementInstanceKey));
}

/** A listener forbids the transition: the task is as before, and who asked is told why. */
export function listenerDenied(x: Execution, task: UserTask, reason: string): void {
  const { transition } = task;
  if (transition === null) return;
  task.jobKey = 0;
  task.transition = null;
  task.state = 'CREATED';
  x.state.userTasks.put(task.key, task);
  x.record('USER_TASK', `${transition.event.toUpperCase()}_DENIED`, task.key, [task.elementId, reason]);
  const because = reason === '' ? '' : ` Reason to deny: '${reason}'`;
  const error = new EngineError(
    'INVALID_STATE',
    `${transition.event} the user task <${task.key}> was denied by a task listener.${because}`,
  );
  x.effects.answer(transition.requestId, { error });
}

function correct(
  task: UserTask,
  transition: UserTaskTransition,
  corrections: UserTaskCorrections,
): UserTaskTransition {
  let attributes = transition.attributes;
  for (const name of ATTRIBUTES) {
    const value = corrections[name];
    if (value === null || value === undefined) continue;
    if (name === 'assignee' && transition.event === 'creating' && task.modelAssignee !== null) {
      throw new EngineError(
        'INVALID_ARGUMENT',
        `the assignee can not be corrected while the user task <${task.key}> is created, because its model sets one`,
      );
    }
    attributes = { ...attributes, [name]: value === '' ? null : value };
  }
  return { ...transition, attributes, changed: changedAttributes(task.attributes, attributes) };
}

const ATTRIBUTES: readonly AttributeName[] = [
  'assignee',
  'candidateGroups',
  'candidateUsers',
  'dueDate',
  'followUpDate',
  'priority',
];

/** Names of the attributes that differ. */
export function changedAttributes(before: UserTaskAttributes, after: UserTaskAttributes): AttributeName[] {
  return ATTRIBUTES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function finish(
  x: Execution,
  task: UserTask,
  instance: ElementInstance,
  transition: UserTaskTransition,
): void {
  const { event, requestId } = transition;
  task.attributes = transition.attributes;
  task.transition = null;
  task.jobKey = 0;
  task.state = 'CREATED';
  x.state.userTasks.put(task.key, task);
  x.record('USER_TASK', RECORDED_AS[event], task.key, [task.elementId, transition.action, task.attributes]);
  x.effects.answer(requestId, { value: {} });
  if (event === 'creating') {
    assignByModel(x, task);
    return;
  }
  if (event === 'assigning' || event === 'updating') return;
  x.state.userTasks.remove(task.key);
  instance.userTaskKey = 0;
  if (event === 'canceling') {
    finishTermination(x, instance);
    return;
  }
  instance.trigger = { elementId: task.elementId, variables: transition.variables };
  complete(x, instance);
}

function assignByModel(x: Execution, task: UserTask): void {
  const assignee = task.modelAssignee;
  if (assignee === null) return;
  task.modelAssignee = null;
  beginTransition(x, task, {
    event: 'assigning',
    action: '',
    attributes: { ...task.attributes, assignee },
    changed: ['assignee'],
  });
}

/** The task's element is terminated: the canceling listeners work, then the task is gone. */
export function cancelUserTask(x: Execution, instance: ElementInstance): 'wait' | 'done' {
  const task = x.state.userTasks.get(instance.userTaskKey);
  if (task === undefined) return 'done';
  if (task.jobKey !== 0) cancelJob(x, task.jobKey);
  removeIncidents(x, instance);
  const error = new EngineError('INVALID_STATE', `the user task <${task.key}> was canceled meanwhile`);
  if (task.transition !== null) x.effects.answer(task.transition.requestId, { error });
  task.jobKey = 0;
  if (listenersOf(x, task, 'canceling').length === 0) {
    x.state.userTasks.remove(task.key);
    instance.userTaskKey = 0;
    x.record('USER_TASK', 'CANCELED', task.key, [task.elementId]);
    return 'done';
  }
  beginTransition(x, task, { event: 'canceling', action: '' });
  return 'wait';
}
