import { deadlineFacts, orderDueTimes, toIso, toLocal } from '@jiesu/domain';
import { limitsOf } from '@jiesu/rules';
import type { RuleSide } from '@jiesu/rules';
import { openOrders } from '@jiesu/store';
import type { OrderDocument, RulesNow, Store } from '@jiesu/store';
import { sideOf } from './rule-sides.ts';

const FIELDS = {
  ...{ orderNo: 1, title: 1, status: 1, unitId: 1, kind: 1, urgency: 1, callerType: 1, channel: 1 },
  ...{ category: 1, area: 1, redoCount: 1, statutoryMatter: 1, redos: 1, pauses: 1, extensions: 1 },
  ...{ dispatchedAt: 1, firstDispatchedAt: 1, urgencyRaisedAt: 1, 'deadline.dueAt': 1, 'deadline.rule': 1 },
};
const MOST_EXAMPLES = 20;

interface Count {
  count: number;
  moved: number;
  earlier: number;
  later: number;
}

/** What applying the rules in force to open orders would do. */
export interface ApplyPreview extends Omit<Count, 'count'> {
  /** Open orders with a deadline; `count` in a group. */
  readonly total: number;
  readonly byStatus: readonly (Count & { readonly status: string })[];
  readonly byUnit: readonly (Count & { readonly unitId: string; readonly zh: string; readonly en: string })[];
  /** Orders that no rule fits or the calendar can not tell. */
  readonly failed: number;
  readonly examples: readonly object[];
}

/** Counts what would move. Reads the open orders one after the other, so that memory does not grow. `now` in ms. */
export async function applyPreview(store: Store, rules: RulesNow, now: number): Promise<ApplyPreview> {
  const side = await sideOf(rules.texts);
  const all = emptyCount();
  const byStatus = new Map<string, Count>();
  const byUnit = new Map<string, Count>();
  const examples: object[] = [];
  let failed = 0;
  for await (const order of store.orders.find(openOrders(), FIELDS).lean<OrderDocument[]>().cursor()) {
    const counts = [all, counter(byStatus, order.status), counter(byUnit, order.unitId ?? '')];
    const after = dueAfter(order, side, now);
    if (after === undefined) failed += 1;
    const shift = after === undefined ? 0 : after.dueAt - (order.deadline?.dueAt?.getTime() ?? after.dueAt);
    for (const count of counts) add(count, shift);
    if (shift === 0 || after === undefined || examples.length >= MOST_EXAMPLES) continue;
    examples.push({
      orderNo: order.orderNo,
      title: order.title,
      before: { dueAt: iso(order.deadline?.dueAt?.getTime()), rule: order.deadline?.rule ?? null },
      after: { dueAt: iso(after.dueAt), rule: after.rule },
    });
  }
  const names = new Map(rules.city.units.units.map((unit) => [unit.id, unit]));
  const { count: total, ...moves } = all;
  return {
    total,
    ...moves,
    byStatus: [...byStatus].map(([status, count]) => ({ status, ...count })),
    byUnit: [...byUnit]
      .map(([unitId, count]) => {
        const { zh, en } = names.get(unitId) ?? { zh: unitId, en: unitId };
        return { unitId, zh, en, ...count };
      })
      .sort((a, b) => b.moved - a.moved || b.count - a.count),
    failed,
    examples,
  };
}

function dueAfter(order: OrderDocument, side: RuleSide, now: number) {
  const answer = limitsOf(side, deadlineFacts(order));
  if (!answer.ok) return undefined;
  try {
    const { dueAt } = orderDueTimes(order, answer.limits, now, side.calendar);
    return dueAt === undefined ? undefined : { dueAt, rule: answer.limits.rule ?? answer.row };
  } catch {
    // outside all that the calendar can tell: counted as failed
    return undefined;
  }
}

function add(count: Count, shift: number): void {
  count.count += 1;
  if (shift === 0) return;
  count.moved += 1;
  if (shift < 0) count.earlier += 1;
  else count.later += 1;
}

function counter(counts: Map<string, Count>, key: string): Count {
  const count = counts.get(key) ?? emptyCount();
  counts.set(key, count);
  return count;
}

function emptyCount(): Count {
  return { count: 0, moved: 0, earlier: 0, later: 0 };
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : toIso(toLocal(at));
}
