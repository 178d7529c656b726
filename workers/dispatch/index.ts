import { dispatch } from './dispatch.ts';
import { pushEmergency } from './push-emergency.ts';
import { recordReturn } from './record-return.ts';

/** 派单: to whom an order goes, and back from whom. */
export const dispatchHandlers = [dispatch, recordReturn, pushEmergency];
