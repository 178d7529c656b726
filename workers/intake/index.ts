import { answerAtOnce } from './answer-at-once.ts';
import { classify } from './classify.ts';

/** 受理: what happens to an order before it is sent on. */
export const intakeHandlers = [classify, answerAtOnce];
export { routeSchema } from './route.ts';
