import { callbackSms, notEvaluated, recordAttempt, recordSmsReply } from './attempts.ts';
import { redo } from './redo.ts';
import { scheduleCallback } from './schedule-callback.ts';

/** 回访: asking the caller, and handling the order again. */
export const callbackHandlers = [
  scheduleCallback,
  recordAttempt,
  callbackSms,
  recordSmsReply,
  notEvaluated,
  redo,
];
