export {
  CALLER_TYPES,
  CALLER_TYPE_NAMES,
  CHANNELS,
  CHANNEL_NAMES,
  ORDER_KINDS,
  ORDER_KIND_NAMES,
  REQUEST_TYPES,
  REQUEST_TYPE_NAMES,
  URGENCIES,
  URGENCY_NAMES,
} from './terms.ts';
export type { CallerType, Channel, Names, OrderKind, RequestType, Urgency } from './terms.ts';
export {
  ORDER_STATUSES,
  ORDER_STATUS_NAMES,
  assertMove,
  canMove,
  isFinal,
  isOrderStatus,
  nextStatuses,
} from './status.ts';
export type { OrderStatus } from './status.ts';
export { ORDER_EVENT_NAMES, eventNames } from './events.ts';
export type { OrderEventType } from './events.ts';
export { orderNumber, orderNumberDay, parseOrderNumber } from './order-number.ts';
export { INTAKE_FIELD_LABELS, TEXT_MAX, TITLE_MAX, intakeSchema, parseIntake } from './intake.ts';
export type { Intake, IntakeContext, IntakeInput } from './intake.ts';
export { fieldErrorsOf } from './field-errors.ts';
export type { FieldLabels } from './field-errors.ts';
