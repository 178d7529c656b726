import { computeDeadlines } from './compute-deadlines.ts';

/** 时限: from the limits of the rules to date-times. */
export const deadlineHandlers = [computeDeadlines];
export { deadlinePointSchema, deadlineVariable } from './deadline-variable.ts';
export type { DeadlineVariable } from './deadline-variable.ts';
export { limitsSchema } from './limits.ts';
export type { Limits } from './limits.ts';
export { isNeeded, nextPoint, pointsOf, withPoint } from './points.ts';
export type { Point } from './points.ts';
