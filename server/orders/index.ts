export { orderEndpoints } from './endpoints.ts';
export { IntakeDesk } from './intake-desk.ts';
export { OrderRecords } from './order-records.ts';
export { orderDeadlineEndpoint } from './order-deadline.ts';
export { orderView } from './order-view.ts';
export { OutboxLoop } from './outbox-loop.ts';
export { recusalEndpoint } from './recusal.ts';
