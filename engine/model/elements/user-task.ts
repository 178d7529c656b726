import type { NodeDraft } from '../draft.ts';
import type { ElementCompiler } from '../element-compiler.ts';
import { readBinding } from '../extensions/binding.ts';
import { DEFAULT_RETRIES, readHeaders } from '../extensions/job.ts';
import { readTaskListeners } from '../extensions/listeners.ts';
import type { FieldReader } from '../fields.ts';
import type { UserTaskDefinition } from '../graph.ts';
import { extension, text } from '../moddle.ts';
import type { ModdleElement } from '../moddle.ts';
import { checkBoundaryEvents, compileActivity } from './activity.ts';

/** The job type of user tasks that are not native: their model has no zeebe:userTask. */
const USER_TASK_JOB_TYPE = 'io.camunda.zeebe:userTask';

export const userTask: ElementCompiler = {
  type: () => 'USER_TASK',
  compile(source, node, fields) {
    compileActivity(source, node, fields);
    if (extension(source, 'zeebe:UserTask') === undefined) compileJobBased(source, node, fields);
    else node.userTask = compileNative(source, node.id, fields);
  },
  check: checkBoundaryEvents,
};

/** The names under which Zeebe hands the task's attributes to the job worker. */
const HEADER_OF = {
  assignee: 'io.camunda.zeebe:assignee',
  candidateGroups: 'io.camunda.zeebe:candidateGroups',
  candidateUsers: 'io.camunda.zeebe:candidateUsers',
  dueDate: 'io.camunda.zeebe:dueDate',
  followUpDate: 'io.camunda.zeebe:followUpDate',
  formKey: 'io.camunda.zeebe:formKey',
} as const;

function compileJobBased(source: ModdleElement, node: NodeDraft, fields: FieldReader): void {
  if (extension(source, 'zeebe:TaskListeners') !== undefined) {
    fields.problems.add(node.id, 'task listeners need a native user task: add zeebe:userTask');
  }
  const headers: Record<string, string> = { ...readHeaders(source) };
  for (const type of ['zeebe:AssignmentDefinition', 'zeebe:TaskSchedule', 'zeebe:FormDefinition']) {
    const definition = extension(source, type);
    if (definition === undefined) continue;
    for (const [attribute, header] of Object.entries(HEADER_OF)) {
      const value = text(definition, attribute);
      if (value === undefined) continue;
      if (value.startsWith('='))
        fields.problems.add(
          node.id,
          `a FEEL expression in ${attribute} needs a native user task: add zeebe:userTask`,
        );
      headers[header] = value;
    }
  }
  node.job = { type: fields.literal(USER_TASK_JOB_TYPE), retries: fields.literal(DEFAULT_RETRIES), headers };
}

function compileNative(source: ModdleElement, elementId: string, fields: FieldReader): UserTaskDefinition {
  const assignment = extension(source, 'zeebe:AssignmentDefinition');
  const schedule = extension(source, 'zeebe:TaskSchedule');
  const priority = extension(source, 'zeebe:PriorityDefinition');
  const read = (holder: ModdleElement | undefined, attribute: string) =>
    fields.optional(elementId, `the ${attribute} of the user task`, holder && text(holder, attribute));
  const optional = {
    assignee: read(assignment, 'assignee'),
    candidateGroups: read(assignment, 'candidateGroups'),
    candidateUsers: read(assignment, 'candidateUsers'),
    dueDate: read(schedule, 'dueDate'),
    followUpDate: read(schedule, 'followUpDate'),
    priority: read(priority, 'priority'),
    form: readForm(source, elementId, fields),
  };
  checkPriority(
    optional.priority?.isStatic === true ? optional.priority.source : undefined,
    elementId,
    fields,
  );
  return {
    ...definedOnly(optional),
    listeners: readTaskListeners(source, elementId, fields),
    headers: readHeaders(source),
  };
}

function checkPriority(literal: string | undefined, elementId: string, fields: FieldReader): void {
  if (literal === undefined) return;
  if (!/^\d+$/.test(literal) || Number(literal) > 100) {
    fields.problems.add(
      elementId,
      `the priority of the user task must be a number from 0 to 100, it is <${literal}>`,
    );
  }
}

function readForm(source: ModdleElement, elementId: string, fields: FieldReader): UserTaskDefinition['form'] {
  const definition = extension(source, 'zeebe:FormDefinition');
  if (definition === undefined) return undefined;
  const formId = text(definition, 'formId');
  const reference = text(definition, 'externalReference');
  if ((formId === undefined) === (reference === undefined)) {
    fields.problems.add(
      elementId,
      'zeebe:formDefinition of a native user task needs either a formId or an externalReference',
    );
    return undefined;
  }
  if (formId !== undefined) {
    const id = fields.required(elementId, 'the form id', formId);
    return id && { kind: 'id', formId: id, binding: readBinding(definition, elementId, fields) };
  }
  const external = fields.required(elementId, 'the external form reference', reference);
  return external && { kind: 'external', reference: external };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The object without the entries that are undefined. */
function definedOnly<T extends Record<string, unknown>>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
