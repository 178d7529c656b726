import { Mixed, collectionSchema, requiredDate, requiredText } from './schema-parts.ts';

export interface EventActor {
  kind: 'person' | 'system';
  /** User name, or the job type. */
  id: string;
  name: string;
}

/** One entry of an order's timeline. It says what happened at which element, never what a person wrote. */
export interface EventDocument {
  /** Deterministic, so that a redelivery writes the same entry: `job:<key>`, `task:<key>:created`. */
  _id: string;
  orderId: string;
  orderNo: string;
  at: Date;
  /** Machine time of the write, which EventLog sets: orders what happened at one moment of a pinned clock. */
  recordedAt?: Date;
  /** One of domain's OrderEventType. */
  type: string;
  elementId?: string;
  /** Of the process instance in which it happened, which may be one that the order's own has called. */
  processId?: string;
  processDefinitionKey?: string;
  elementInstanceKey?: string;
  actor: EventActor;
  data: Record<string, unknown>;
}

export const eventSchema = collectionSchema<EventDocument>('events', {
  _id: requiredText,
  orderId: requiredText,
  orderNo: requiredText,
  at: requiredDate,
  recordedAt: Date,
  type: requiredText,
  elementId: String,
  processId: String,
  processDefinitionKey: String,
  elementInstanceKey: String,
  actor: { type: Mixed, required: true },
  data: { type: Mixed, default: () => ({}) },
});

eventSchema.index({ orderId: 1, at: 1, recordedAt: 1 });
