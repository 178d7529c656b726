export { setRequestLanguage, whenSignedOut } from './client.ts';
export {
  catalogueApi,
  meetingApi,
  noticeApi,
  orderApi,
  printAddress,
  processApi,
  referenceApi,
  reportApi,
  sessionApi,
  taskApi,
  type OrderFilter,
  type PrecedentFilter,
  type TaskScope,
} from './endpoints.ts';
export { ruleCalendarApi } from './calendar.ts';
export type * from './calendar.ts';
export { ruleApi, ruleChangeApi, ruleRunApi } from './rules.ts';
export type * from './rules.ts';
export { LiveChannel, type LiveState } from './live.ts';
export {
  fieldText,
  isAbort,
  problemOf,
  problemText,
  type FieldProblem,
  type ProblemDocument,
} from './problem.ts';
export type * from './types.ts';
