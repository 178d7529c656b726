import type { UserTaskCorrections, UserTaskView, Variables } from '../processor/commands.ts';
import type { TaskListenerEvent } from '../model/graph.ts';
import { rowCodec } from './row.ts';

export type UserTaskState = UserTaskView['state'];

/** What a transition may change. Dates are ISO 8601 with offset, or null. */
export interface UserTaskAttributes {
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly dueDate: string | null;
  readonly followUpDate: string | null;
  readonly priority: number;
}

export type AttributeName = keyof UserTaskAttributes;

/** A change under way, which waits for its task listeners. */
export interface UserTaskTransition {
  readonly event: TaskListenerEvent;
  readonly action: string;
  /** What the command asks for, then what listeners corrected. */
  readonly attributes: UserTaskAttributes;
  readonly changed: readonly AttributeName[];
  /** Completing: the variables to merge. */
  readonly variables: Variables;
  /** Which listener's job is open. */
  readonly listenerIndex: number;
  /** The command that waits for the end of the transition; '' for none. */
  readonly requestId: string;
}

/** A native user task that is open. */
export interface UserTask {
  readonly key: number;
  readonly elementInstanceKey: number;
  readonly elementId: string;
  readonly processInstanceKey: number;
  readonly definitionKey: number;
  state: UserTaskState;
  attributes: UserTaskAttributes;
  transition: UserTaskTransition | null;
  /** An assignee of the model, which is assigned once the task is created. */
  modelAssignee: string | null;
  readonly formKey: number;
  readonly externalFormReference: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  /** The open listener job; 0 for none. */
  jobKey: number;
}

export type Corrections = UserTaskCorrections;

const STATES: readonly UserTaskState[] = [
  'CREATING',
  'CREATED',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'CANCELING',
];

const attributesCodec = rowCodec<UserTaskAttributes>([
  'assignee',
  'candidateGroups',
  'candidateUsers',
  'dueDate',
  'followUpDate',
  'priority',
]);

export const userTaskCodec = rowCodec<UserTask>(
  [
    'key',
    'elementInstanceKey',
    'elementId',
    'processInstanceKey',
    'definitionKey',
    'state',
    'attributes',
    'transition',
    'modelAssignee',
    'formKey',
    'externalFormReference',
    'createdAt',
    'jobKey',
  ],
  {
    keys: ['key', 'elementInstanceKey', 'processInstanceKey', 'definitionKey', 'formKey', 'jobKey'],
    words: { state: STATES },
    objects: { attributes: attributesCodec },
  },
);
