import { rowCodec, type UserTaskAttributes } from '../../state/index.ts';
import { dateText, dateTextOrNull, keyText, packedKeyText, TENANT } from '../texts.ts';
import { termsOf } from '../terms.ts';
import type { DocumentKind } from './document.ts';

export interface UserTaskDocument {
  readonly element: number;
  readonly elementInstance: number;
  readonly instance: number;
  state: string;
  attributes: UserTaskAttributes;
  readonly createdAt: number;
  completedAt: number | null;
  readonly form: number;
  readonly externalFormReference: string | null;
}

const STATES = [
  'CREATING',
  'CREATED',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'COMPLETED',
  'CANCELING',
  'CANCELED',
];

const attributesCodec = rowCodec<UserTaskAttributes>([
  'priority',
  'candidateGroups',
  'candidateUsers',
  'assignee',
  'dueDate',
  'followUpDate',
]);

export const userTaskKind: DocumentKind<UserTaskDocument> = {
  codec: rowCodec<UserTaskDocument>(
    [
      'element',
      'elementInstance',
      'instance',
      'state',
      'attributes',
      'createdAt',
      'form',
      'completedAt',
      'externalFormReference',
    ],
    { words: { state: STATES }, objects: { attributes: attributesCodec } },
  ),
  terms: ({ element, state, attributes: { assignee, candidateGroups, candidateUsers } }, names) =>
    termsOf('user-tasks', {
      assignee,
      candidateUsers,
      candidateGroups,
      state,
      elementId: names.element(element).elementId,
    }),
  instanceOf: ({ instance }) => instance,
  date: ({ createdAt }) => createdAt,
  row: (key, document, names) => {
    const { elementId, name, process, taskHeaders, definition } = names.element(document.element);
    const { version, name: processName } = names.definition(definition);
    const { attributes } = document;
    return {
      userTaskKey: keyText(key),
      name,
      state: document.state,
      assignee: attributes.assignee,
      elementId,
      candidateGroups: attributes.candidateGroups,
      candidateUsers: attributes.candidateUsers,
      ...process,
      creationDate: dateText(document.createdAt),
      completionDate: dateTextOrNull(document.completedAt),
      followUpDate: utc(attributes.followUpDate),
      dueDate: utc(attributes.dueDate),
      tenantId: TENANT,
      externalFormReference: document.externalFormReference,
      processDefinitionVersion: version,
      customHeaders: taskHeaders ?? {},
      priority: attributes.priority,
      elementInstanceKey: packedKeyText(document.elementInstance),
      processName,
      processInstanceKey: packedKeyText(document.instance),
      formKey: packedKeyText(document.form),
    };
  },
};

function utc(iso: string | null): string | null {
  const at = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(at) ? iso : dateText(at);
}
