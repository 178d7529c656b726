export { DeliveryError } from './channel.ts';
export type { Channel, MessageContent, OutgoingMessage } from './channel.ts';
export { emailChannel } from './email.ts';
export { smsChannel } from './sms.ts';
export { signature, webhookChannel } from './webhook.ts';
