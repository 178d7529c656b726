/** 短信: what callers answer. */
export { smsEndpoints } from './endpoints.ts';
export { SmsReplies } from './sms-replies.ts';
