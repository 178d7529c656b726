export { OutboxRelay } from './relay.ts';
export type { DeliveryResult, OutboxDelivery, OutboxRelayOptions } from './relay.ts';
export { START_PROCESS, startProcessEntry, startProcessMessage } from './start-process.ts';
export type { StartProcessMessage } from './start-process.ts';
export { PUBLISH_MESSAGE, messageEntry, messageOf } from './publish-message.ts';
export type { ProcessMessage } from './publish-message.ts';
