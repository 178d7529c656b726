export { closedPauses, deadlineOf, explainDeadline, usedTime } from './explain-deadline.ts';
export type {
  DeadlineExtension,
  DeadlineInput,
  DeadlineLine,
  DeadlinePause,
  DeadlineRemark,
  ExplainedDeadline,
} from './explain-deadline.ts';
export { subDeadline } from './sub-deadline.ts';
export type { SubDeadlineInput } from './sub-deadline.ts';
export { limitsSchema, timeUnitSchema } from './limits.ts';
export type { Limits } from './limits.ts';
export { orderDeadline, orderDueTimes, pausesUntil } from './order-deadline.ts';
export type { OrderClock, OrderDueTimes, OrderTimes } from './order-deadline.ts';
export { DEADLINE_CAUSE_NAMES } from './causes.ts';
export { deadlineFacts } from './deadline-facts.ts';
export type { DeadlineFactsOf } from './deadline-facts.ts';
export { clockAt } from './clock-at.ts';
export type { OrderClockHistory } from './clock-at.ts';
