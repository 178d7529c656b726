import { EngineError } from '../../errors.ts';
import { parseKey, type UserTask, type UserTaskAttributes } from '../../state/index.ts';
import type { UserTaskCorrections } from '../commands.ts';
import type { Execution } from '../execution.ts';
import { beginTransition, changedAttributes } from '../user-task-transitions.ts';
import { entriesOf } from '../variables.ts';
import { DEFERRED, type Handler } from './handler.ts';

export const assignUserTask: Handler<'assignUserTask'> = (x, { key, assignee, allowOverride, action }) => {
  const task = openTask(x, key, 'assign');
  if (assignee === '')
    throw new EngineError('INVALID_ARGUMENT', `the assignee of the user task <${key}> must not be empty`);
  if (!allowOverride && task.attributes.assignee !== null) {
    throw new EngineError(
      'INVALID_STATE',
      `the user task <${key}> is assigned already, and the assignment must not be overridden`,
    );
  }
  return assign(x, task, assignee, action === '' ? 'assign' : action);
};

export const unassignUserTask: Handler<'unassignUserTask'> = (x, { key, action }) =>
  assign(x, openTask(x, key, 'unassign'), null, action === '' ? 'unassign' : action);

export const completeUserTask: Handler<'completeUserTask'> = (x, { key, variables, action }) => {
  const task = openTask(x, key, 'complete');
  entriesOf(variables);
  beginTransition(x, task, {
    event: 'completing',
    action: action === '' ? 'complete' : action,
    variables,
    requestId: x.requestId,
  });
  return DEFERRED;
};

export const updateUserTask: Handler<'updateUserTask'> = (x, { key, changeset, action }) => {
  const task = openTask(x, key, 'update');
  const attributes = changedBy(task.attributes, changeset);
  beginTransition(x, task, {
    event: 'updating',
    action: action === '' ? 'update' : action,
    attributes,
    changed: changedAttributes(task.attributes, attributes),
    requestId: x.requestId,
  });
  return DEFERRED;
};

function assign(x: Execution, task: UserTask, assignee: string | null, action: string): typeof DEFERRED {
  beginTransition(x, task, {
    event: 'assigning',
    action,
    attributes: { ...task.attributes, assignee },
    changed: ['assignee'],
    requestId: x.requestId,
  });
  return DEFERRED;
}

/** A field that is present changes; null, "" and [] clear. */
function changedBy(
  attributes: UserTaskAttributes,
  changeset: Omit<UserTaskCorrections, 'assignee'>,
): UserTaskAttributes {
  const { candidateGroups, candidateUsers, dueDate, followUpDate, priority } = changeset;
  return {
    ...attributes,
    ...(candidateGroups === undefined ? {} : { candidateGroups: candidateGroups ?? [] }),
    ...(candidateUsers === undefined ? {} : { candidateUsers: candidateUsers ?? [] }),
    ...(dueDate === undefined ? {} : { dueDate: dueDate === '' ? null : dueDate }),
    ...(followUpDate === undefined ? {} : { followUpDate: followUpDate === '' ? null : followUpDate }),
    ...(priority === undefined ? {} : { priority: priority ?? 50 }),
  };
}

function openTask(x: Execution, key: string, verb: string): UserTask {
  const task = x.state.userTasks.get(parseKey('user task', key));
  if (task === undefined) throw new EngineError('NOT_FOUND', `no open user task with key <${key}>`);
  if (task.state !== 'CREATED') {
    throw new EngineError(
      'INVALID_STATE',
      `can not ${verb} the user task <${key}>: it is in state ${task.state}`,
    );
  }
  return task;
}
