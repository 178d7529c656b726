import type { Logger } from 'pino';
import type { AuditLog, RulesInForce, Store } from '@jiesu/store';
import type { Clock } from '../clock/index.ts';
import type { Endpoint } from '../http/index.ts';
import type { OrderRecords } from '../orders/index.ts';
import type { Engine } from '../zeebe/index.ts';
import { calendarEndpoints } from './calendar-endpoints.ts';
import { changeEndpoints } from './change-endpoints.ts';
import { ChangeRecords } from './change-records.ts';
import { proposalEndpoints } from './proposal-endpoints.ts';
import { RulePublisher } from './publisher.ts';
import { RuleDesk } from './rule-desk.ts';
import { ruleEndpoints } from './rule-endpoints.ts';
import { RuleLoop } from './rule-loop.ts';
import { RuleRuns } from './rule-runs.ts';
import { runEndpoints } from './run-endpoints.ts';

/** What the rules pages are made of. */
export interface RulesParts {
  readonly store: Store;
  readonly engine: Engine;
  readonly rules: RulesInForce;
  readonly orders: OrderRecords;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hears that other rules are in force. */
  readonly inForce: () => Promise<void>;
}

/** Opens the desk where rules are changed: its endpoints, and the loop that publishes at set times. */
export function openRules(parts: RulesParts): { readonly endpoints: Endpoint[]; readonly loop: RuleLoop } {
  const records = new ChangeRecords(parts.store, parts.clock);
  const publisher = new RulePublisher({ ...parts, records });
  const runs = new RuleRuns({ ...parts, records });
  const desk = new RuleDesk({ ...parts, records, publisher, runs });
  return {
    endpoints: [
      ...ruleEndpoints(parts),
      ...calendarEndpoints(parts),
      ...changeEndpoints({ rules: parts.rules, records, desk }),
      ...proposalEndpoints({ ...parts, records, desk }),
      ...runEndpoints({ ...parts, records, runs }),
    ],
    loop: new RuleLoop({ publisher, logger: parts.logger }),
  };
}
