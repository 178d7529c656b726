import { answerAtOnce } from './answer-at-once.ts';
import { classify } from './classify.ts';
import { refer } from './refer.ts';

/** 受理: what happens to an order before it is sent on. */
export const intakeHandlers = [classify, answerAtOnce, refer];
export { routeSchema } from './route.ts';
