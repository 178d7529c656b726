export { orderSchema } from './order.ts';
export type {
  OrderClassification,
  OrderDeadline,
  OrderDocument,
  OrderRedo,
  OrderReminder,
  OrderReturn,
  SealedCaller,
} from './order.ts';
export type { OutboxEntry } from './outbox-entry.ts';
export { taskSchema } from './task.ts';
export type { TaskDocument, TaskState } from './task.ts';
export { eventSchema } from './event.ts';
export type { EventActor, EventDocument } from './event.ts';
export { unitSchema } from './unit.ts';
export type { UnitDocument } from './unit.ts';
export { personSchema } from './person.ts';
export type { PersonDocument } from './person.ts';
export { modelSchema } from './model.ts';
export type { ModelDocument } from './model.ts';
export { counterSchema } from './counter.ts';
export type { CounterDocument } from './counter.ts';
export { auditSchema } from './audit-entry.ts';
export type { AuditDocument } from './audit-entry.ts';
export { NOTIFICATION_CHANNELS, notificationSchema } from './notification.ts';
export type {
  DeliveryLine,
  NotificationChannel,
  NotificationDocument,
  NotificationState,
  Recipient,
} from './notification.ts';
export { DOCUMENT_KINDS, officialDocumentSchema } from './official-document.ts';
export type { DocumentKind, OfficialDocument } from './official-document.ts';
