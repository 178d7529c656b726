import { DateTime } from 'luxon';
import type { ElementNode, UserTaskDefinition } from '../model/graph.ts';
import type { Expression } from '../feel/index.ts';
import type { ElementBehavior } from '../processor/behavior.ts';
import { resolveDefinition } from '../processor/binding.ts';
import { evaluate, evaluateText, show } from '../processor/evaluation.ts';
import type { Execution } from '../processor/execution.ts';
import { Standstill } from '../processor/standstill.ts';
import { beginTransition, cancelUserTask } from '../processor/user-task-transitions.ts';
import type { ElementInstance, UserTask } from '../state/index.ts';
import { jobTask } from './job-task.ts';

const DEFAULT_PRIORITY = 50;

/** A native user task, or one that a job worker carries out. */
export const userTask: ElementBehavior = {
  activate(x, instance, node) {
    if (node.userTask === undefined) return jobTask.activate(x, instance, node);
    const task = createTask(x, instance, node, node.userTask);
    instance.userTaskKey = task.key;
    x.state.userTasks.insert(task.key, task);
    x.record('USER_TASK', 'CREATING', task.key, [
      task.elementId,
      task.elementInstanceKey,
      task.processInstanceKey,
      task.attributes,
      task.formKey,
      task.externalFormReference,
    ]);
    beginTransition(x, task, { event: 'creating', action: '' });
    return 'wait';
  },
  terminate: (x, instance) => cancelUserTask(x, instance),
};

function createTask(
  x: Execution,
  instance: ElementInstance,
  node: ElementNode,
  definition: UserTaskDefinition,
): UserTask {
  const attributes = {
    assignee: null,
    candidateGroups: list(x, instance, definition.candidateGroups, 'the candidate groups'),
    candidateUsers: list(x, instance, definition.candidateUsers, 'the candidate users'),
    dueDate: date(x, instance, definition.dueDate, 'the due date'),
    followUpDate: date(x, instance, definition.followUpDate, 'the follow-up date'),
    priority: priority(x, instance, definition.priority),
  };
  const { form } = definition;
  return {
    modelAssignee: optionalText(x, instance, definition.assignee, 'the assignee'),
    formKey: form?.kind === 'id' ? formKey(x, instance, form) : 0,
    externalFormReference:
      form?.kind === 'external' ? evaluateText(x, form.reference, instance.key, 'the form reference') : null,
    key: x.newKey(),
    elementInstanceKey: instance.key,
    elementId: node.id,
    processInstanceKey: instance.processInstanceKey,
    definitionKey: instance.definitionKey,
    state: 'CREATING',
    attributes,
    transition: null,
    createdAt: x.now,
    jobKey: 0,
  };
}

function valueOf(x: Execution, instance: ElementInstance, expression: Expression | undefined): unknown {
  const value = expression === undefined ? null : evaluate(x, expression, instance.key);
  return value === '' ? null : value;
}

function wrong(what: string, must: string, value: unknown): Standstill {
  return new Standstill(
    'EXTRACT_VALUE_ERROR',
    `${what} of the user task must be ${must}, it is ${show(value)}`,
  );
}

function optionalText(
  x: Execution,
  instance: ElementInstance,
  expression: Expression | undefined,
  what: string,
): string | null {
  const value = valueOf(x, instance, expression);
  if (value === null || typeof value === 'string') return value;
  throw wrong(what, 'a string', value);
}

/** A list of strings; a literal has them between commas. */
function list(
  x: Execution,
  instance: ElementInstance,
  expression: Expression | undefined,
  what: string,
): readonly string[] {
  const value = valueOf(x, instance, expression);
  if (value === null) return [];
  const items: unknown =
    typeof value === 'string' && expression?.isStatic === true
      ? value.split(',').map((item) => item.trim())
      : value;
  if (Array.isArray(items) && items.every((item) => typeof item === 'string'))
    return items.filter((item) => item !== '');
  throw wrong(what, 'a list of strings', value);
}

function date(
  x: Execution,
  instance: ElementInstance,
  expression: Expression | undefined,
  what: string,
): string | null {
  const value = valueOf(x, instance, expression);
  if (value === null) return null;
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) {
    const parsed = DateTime.fromISO(value.replace(/[[@].*$/, ''), { setZone: true });
    if (parsed.isValid) return parsed.toISO({ suppressMilliseconds: true });
  }
  throw wrong(what, 'an ISO 8601 date-time', value);
}

function priority(x: Execution, instance: ElementInstance, expression: Expression | undefined): number {
  const value = valueOf(x, instance, expression) ?? DEFAULT_PRIORITY;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 100) return number;
  throw wrong('the priority', 'a whole number from 0 to 100', value);
}

function formKey(
  x: Execution,
  instance: ElementInstance,
  form: Extract<UserTaskDefinition['form'], { kind: 'id' }>,
): number {
  const formId = evaluateText(x, form.formId, instance.key, 'the form id');
  const found = resolveDefinition(x, 'form', formId, form.binding, instance.definitionKey);
  if (found === undefined)
    throw new Standstill('FORM_NOT_FOUND', `no form <${formId}> is deployed (binding ${form.binding.type})`);
  return found.key;
}
