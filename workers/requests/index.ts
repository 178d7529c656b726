import { answerRequest } from './answer-request.ts';
import { assessExtension, assessReturn, assessSuspension } from './assess.ts';
import { extend } from './extend.ts';
import { leave } from './leave.ts';
import { pause, resume } from './suspend.ts';
import { terminate } from './terminate.ts';

/** 申请: what is asked for while an order is in work: extension, suspension, termination, return, transfer, urgency. */
export const requestHandlers = [
  assessExtension,
  assessSuspension,
  assessReturn,
  answerRequest,
  extend,
  pause,
  resume,
  leave,
  terminate,
];
export { requestOf, withRequest } from './find-request.ts';
