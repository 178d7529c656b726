import { computeDeadlines } from './compute-deadlines.ts';
import { computeDue } from './compute-due.ts';
import { moveDueDates } from './move-due-dates.ts';

/** 时限: from the limits of the rules to date-times. */
export const deadlineHandlers = [computeDeadlines, computeDue, moveDueDates];
export { changeDeadline, publishDeadline } from './change-deadline.ts';
export { deadlineVariable } from './deadline-variable.ts';
export type { DeadlineVariable } from './deadline-variable.ts';
export { deadlineSet } from './deadline-history.ts';
export type { DeadlineMove } from './deadline-history.ts';
export { calendarOf, deadlineVersions, recomputed } from './order-deadline.ts';
export { orderPoints, rulesOf, stepFacts, stepSchema, supervised, withoutPoint } from './supervision-plan.ts';
export type { StepRule } from './supervision-plan.ts';
