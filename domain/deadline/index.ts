export { closedPauses, explainDeadline, usedTime } from './explain-deadline.ts';
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
