import type { CallerType, OrderKind, Urgency } from '@jiesu/domain';
import { Mixed, collectionSchema, listOf, requiredDate, requiredText } from './schema-parts.ts';

export type TaskState = 'open' | 'completing' | 'completed' | 'canceled';

/** What a task is about. */
export interface TaskSubject {
  kind: 'order' | 'meeting' | 'report';
  id: string;
  /** Number to show: of the order, of the meeting. */
  no: string;
  title: string;
}

/** A person's task, projected from the engine's user task of the same key. */
export interface TaskDocument {
  /** The engine's user task key. */
  _id: string;
  /** Of a task of an order; empty for the tasks of a meeting or report. */
  orderId: string;
  orderNo: string;
  subject?: TaskSubject;
  /** The request that is decided on. */
  requestId?: string;
  /** People with an interest in the matter; they do not see the task. */
  recused?: string[];
  elementId: string;
  processId?: string;
  title: string;
  titleEn: string;
  formId?: string;
  candidateGroups: string[];
  candidateUsers: string[];
  assignee?: string;
  dueAt?: Date;
  /** 0 to 100. */
  priority: number;
  state: TaskState;
  /** All values of the form; only those of scope `process` reach the engine. */
  submission?: Record<string, unknown>;
  submittedBy?: string;
  submittedAt?: Date;
  /** What of it goes to the engine, and the machine's time at which that began: a lost answer is asked for again. */
  completing?: { variables: Record<string, unknown>; since: Date };
  /** Why the last submission was denied, in both languages. */
  denied?: { zh: string; en: string };
  createdAt: Date;
  completedAt?: Date;
  processInstanceKey: string;
  processDefinitionKey: string;
  elementInstanceKey?: string;
  /** What a list shows of the order. */
  order: {
    title: string;
    kind?: OrderKind;
    category?: string;
    urgency?: Urgency;
    callerType?: CallerType;
    area?: string;
  };
  version: number;
}

export const taskSchema = collectionSchema<TaskDocument>('tasks', {
  _id: requiredText,
  orderId: { type: String, default: '' },
  orderNo: { type: String, default: '' },
  subject: Mixed,
  requestId: String,
  recused: Mixed,
  processId: String,
  elementId: requiredText,
  title: requiredText,
  titleEn: { type: String, default: '' },
  formId: String,
  candidateGroups: listOf(String),
  candidateUsers: listOf(String),
  assignee: String,
  dueAt: Date,
  priority: { type: Number, default: 50 },
  state: requiredText,
  submission: Mixed,
  submittedBy: String,
  submittedAt: Date,
  completing: Mixed,
  denied: Mixed,
  createdAt: requiredDate,
  completedAt: Date,
  processInstanceKey: requiredText,
  processDefinitionKey: requiredText,
  elementInstanceKey: String,
  order: { type: Mixed, required: true },
  version: { type: Number, default: 0 },
});

taskSchema.index({ state: 1, candidateGroups: 1, createdAt: 1, _id: 1 });
taskSchema.index({ state: 1, assignee: 1, createdAt: 1, _id: 1 });
taskSchema.index({ state: 1, createdAt: 1, _id: 1 });
taskSchema.index({ orderId: 1, createdAt: 1 });
taskSchema.index({ state: 1, 'completing.since': 1 });
taskSchema.index({ 'subject.id': 1, createdAt: 1 }, { sparse: true });
