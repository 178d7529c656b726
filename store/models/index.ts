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
export type {
  OrderAssisting,
  OrderCallbackAttempt,
  OrderCard,
  OrderDeadlineEntry,
  OrderDispatch,
  OrderExtension,
  OrderIssuedDocument,
  OrderPause,
  OrderRaise,
  OrderReport,
  OrderRequest,
  OrderStep,
} from './order-life.ts';
export type { OutboxEntry } from './outbox-entry.ts';
export { taskSchema } from './task.ts';
export type { TaskDocument, TaskState, TaskSubject } from './task.ts';
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
export { disputeSchema } from './dispute.ts';
export type { DisputeDocument, DisputePosition, DisputeRuling } from './dispute.ts';
export { meetingSchema } from './meeting.ts';
export type { MeetingAttendee, MeetingDocument, MeetingMove, MeetingResult } from './meeting.ts';
export { precedentSchema } from './precedent.ts';
export type { PrecedentDocument } from './precedent.ts';
export { caseSchema } from './accountability-case.ts';
export type { CaseDocument, CaseMeasure } from './accountability-case.ts';
export { reportSchema } from './report.ts';
export type { ReportDocument } from './report.ts';
export { catalogueVersionSchema } from './catalogue-version.ts';
export type { CatalogueVersionDocument } from './catalogue-version.ts';
export { ruleVersionSchema } from './rule-version.ts';
export type { RuleVersionDocument, RuleVersionState, RuleWords } from './rule-version.ts';
export { RULE_CHANGE_STATES, ruleChangeSchema } from './rule-change.ts';
export type {
  RuleChangeDocument,
  RuleChangeFile,
  RuleChangeProblem,
  RuleChangeState,
  RuleChangeStep,
} from './rule-change.ts';
export { RULE_RUN_KINDS, ruleRunSchema } from './rule-run.ts';
export type { RuleRunDocument, RuleRunKind, RuleRunOptions, RuleRunState } from './rule-run.ts';
