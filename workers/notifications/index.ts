/** 通知: who hears what, over which channel, and how it went. */
export { notifier } from './notify.ts';
export type { Notice, Notify } from './notify.ts';
export { openSending } from './sending.ts';
export type { Sending, SendingConfig } from './sending.ts';
