import { orderDeadline } from '@jiesu/domain';
import type { Limits, OrderClock, OrderTimes } from '@jiesu/domain';
import { limitsOf } from './rule-side.ts';
import type { RuleSide } from './rule-side.ts';

/** What rules make of one order: its limits, the row that decided and the deadline day by day. */
export type WhatIfSide =
  | {
      readonly ok: true;
      readonly limits: Limits;
      /** Code that the row gives itself, and the row's id. */
      readonly rule: string | null;
      readonly row: string;
      readonly deadline: OrderTimes;
    }
  | { readonly ok: false; readonly message: string };

/** An order to try rules on. */
export interface WhatIfOrder {
  /** What the decision `deadlines` reads. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly clock: OrderClock;
  /** The present, or when the order was finished; ms since 1970 UTC. */
  readonly now: number;
}

/**
 * The same order under two sets of rules.
 * @throws DomainError CALENDAR_NOT_PUBLISHED for an order outside all that a calendar can tell
 */
export function whatIf(
  order: WhatIfOrder,
  before: RuleSide,
  after: RuleSide,
): { readonly before: WhatIfSide; readonly after: WhatIfSide } {
  return { before: decide(order, before), after: decide(order, after) };
}

function decide({ facts, clock, now }: WhatIfOrder, side: RuleSide): WhatIfSide {
  const answer = limitsOf(side, facts);
  if (!answer.ok) return answer;
  const { limits, row } = answer;
  return {
    ok: true,
    limits,
    rule: limits.rule ?? null,
    row,
    deadline: orderDeadline(clock, limits, now, side.calendar),
  };
}
