import { activities } from './activities.ts';
import { caughtEvents } from './caught-events.ts';
import { decisions } from './decisions.ts';
import { gateways } from './gateways.ts';
import { listeners } from './listeners.ts';
import type { Scenario } from './scenario.ts';
import { thrownEvents } from './thrown-events.ts';

export { needsRest } from './scenario.ts';
export type { Scenario, ScenarioFile, Step } from './scenario.ts';

/** What every client does with every element. Each leaves nothing behind that the next would notice. */
export const SCENARIOS: readonly Scenario[] = [
  ...caughtEvents,
  ...thrownEvents,
  ...activities,
  ...gateways,
  ...listeners,
  ...decisions,
];
