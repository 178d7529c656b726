import { missedAssist, planAssisting } from './assisting.ts';
import { dispatch } from './dispatch.ts';
import { measureReply } from './measure-reply.ts';
import { pushEmergency } from './push-emergency.ts';
import { recordReturn } from './record-return.ts';

/** 派单: who handles an order, who assists, and what a unit hands in. */
export const dispatchHandlers = [
  dispatch,
  pushEmergency,
  recordReturn,
  planAssisting,
  missedAssist,
  measureReply,
];
