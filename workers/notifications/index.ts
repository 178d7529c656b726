/** 通知: who hears what, over which channel, and how it went. */
export { Addresses } from './addresses.ts';
export { emailChannel, signature, smsChannel, webhookChannel } from './channels/index.ts';
export type { Channel } from './channels/index.ts';
export { Delivery } from './delivery.ts';
export { DeliveryLoop } from './delivery-loop.ts';
export { notifier } from './notify.ts';
export type { Notice, Notify } from './notify.ts';
