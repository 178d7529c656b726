import type { UserTaskAttributes } from '../../state/index.ts';
import { dateText, keyText, type Changes } from '../changes.ts';
import type { Row } from '../row.ts';
import type { LogEvent, Projection } from './projection.ts';

/** USER_TASK: each user task with its attributes and its end. */
export const userTask: Projection = (changes, event) => {
  const { intent, key, value, timestamp } = event;
  if (intent === 'CREATING') {
    creating(changes, event);
    return;
  }
  const attributes = value[2] as UserTaskAttributes | undefined;
  const fields = attributes === undefined || intent.endsWith('_DENIED') ? {} : attributeFields(attributes);
  if (intent === 'COMPLETED' || intent === 'CANCELED') {
    changes.update('user-tasks', key, { ...fields, state: intent, completionDate: dateText(timestamp) });
  } else {
    changes.update('user-tasks', key, { ...fields, state: 'CREATED' });
  }
};

function creating(changes: Changes, { key, value, timestamp }: LogEvent): void {
  const [elementId, elementInstanceKey, processInstanceKey, attributes, formKey, externalFormReference] =
    value as [string, number, number, UserTaskAttributes, number, string | null];
  const process = changes.processOf(processInstanceKey);
  const definition = changes.definition(Number(process.processDefinitionKey ?? 0));
  const node = changes.node(Number(process.processDefinitionKey ?? 0), elementId);
  changes.set('user-tasks', key, {
    ...process,
    ...attributeFields(attributes),
    name: node?.name ?? elementId,
    state: 'CREATING',
    elementId,
    creationDate: dateText(timestamp),
    externalFormReference,
    processDefinitionVersion: definition?.version ?? 0,
    customHeaders: node?.userTask?.headers ?? {},
    elementInstanceKey: keyText(elementInstanceKey),
    processName: definition?.name ?? null,
    formKey: keyText(formKey),
  });
}

function attributeFields(attributes: UserTaskAttributes): Row {
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority } = attributes;
  return {
    assignee,
    candidateGroups,
    candidateUsers,
    dueDate: utc(dueDate),
    followUpDate: utc(followUpDate),
    priority,
  };
}

function utc(iso: string | null): string | null {
  const at = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(at) ? iso : dateText(at);
}
