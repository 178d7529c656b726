/** 通知: what people were told. */
export { notificationEndpoints } from './endpoints.ts';
