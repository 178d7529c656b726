import { checkStep } from './check-step.ts';
import { issueCard } from './issue-card.ts';
import { issueDocument } from './issue-document.ts';
import { planSteps } from './plan-steps.ts';
import { remind } from './remind.ts';

/** 督办: which steps are due when, reminders, cards and documents. */
export const supervisionHandlers = [planSteps, checkStep, remind, issueCard, issueDocument];
export { takenStepSchema } from './issue-card.ts';
