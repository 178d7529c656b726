import { addCallbackSteps } from './steps/callback.ts';
import { addDisputesSteps } from './steps/disputes.ts';
import { addIntakeSteps } from './steps/intake.ts';
import { addOrderSteps } from './steps/order.ts';
import { addRequestsSteps } from './steps/requests.ts';
import { addSupervisionSteps } from './steps/supervision.ts';
import { addTimeSteps } from './steps/time.ts';
import { addWorkSteps } from './steps/work.ts';
import { addAccountabilitySteps } from './steps/accountability.ts';
import { addHandlingSteps } from './steps/handling.ts';
import { addMergesSteps } from './steps/merges.ts';
import { addReportsSteps } from './steps/reports.ts';
import { addNoticesSteps } from './steps/notices.ts';
import { addReturnsSteps } from './steps/returns.ts';
import { addScoresSteps } from './steps/scores.ts';
import { addDeadlinesSteps } from './steps/deadlines.ts';
import { Steps } from './steps.ts';

/** All steps; a scenario's lines are Chinese, and so are the patterns. */
export const STEPS = new Steps();

addCallbackSteps(STEPS);
addDisputesSteps(STEPS);
addIntakeSteps(STEPS);
addOrderSteps(STEPS);
addRequestsSteps(STEPS);
addReturnsSteps(STEPS);
addSupervisionSteps(STEPS);
addTimeSteps(STEPS);
addWorkSteps(STEPS);
addAccountabilitySteps(STEPS);
addHandlingSteps(STEPS);
addMergesSteps(STEPS);
addReportsSteps(STEPS);
addNoticesSteps(STEPS);
addScoresSteps(STEPS);
addDeadlinesSteps(STEPS);
