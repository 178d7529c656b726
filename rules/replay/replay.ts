import { orderDueTimes, toIso, toLocal } from '@jiesu/domain';
import type { Names, OrderClock } from '@jiesu/domain';
import { limitsOf } from './rule-side.ts';
import type { RuleSide } from './rule-side.ts';
import { ShiftHistogram } from './shift-histogram.ts';
import type { ReplayExample, ReplayResult, UnitShift } from './replay-result.ts';

/** An order of the past, as far as its deadline follows from it. */
export interface ReplayOrder {
  readonly orderNo: string;
  readonly title?: string;
  /** What the decision `deadlines` reads: kind, urgency, callerType, channel, category, area, redoCount, … */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly clock: OrderClock;
  readonly finishedAt?: Date;
}

export interface ReplayOptions {
  readonly before: RuleSide;
  readonly after: RuleSide;
  /** The present: orders that are not finished are judged by it; ms since 1970 UTC. */
  readonly now: number;
  /** How units are called, by their id. */
  readonly units?: ReadonlyMap<string, Names>;
}

const MOST_EXAMPLES = 50;
/** So that examples show several kinds of change. */
const MOST_EXAMPLES_A_KIND = 10;
const MOST_FAILURES = 20;

interface Decided {
  readonly dueAt: number | undefined;
  readonly rule: string;
  readonly row: string;
  readonly late: boolean;
}

type UnitCount = { -readonly [key in keyof Omit<UnitShift, 'unitId' | 'zh' | 'en'>]: number };

/** Decides orders of the past by two sets of rules and counts what differs. Order by order; memory does not grow. */
export class Replay {
  readonly #options: ReplayOptions;
  #orders = 0;
  #earlier = 0;
  #later = 0;
  #failed = 0;
  readonly #failures: { orderNo: string; message: string }[] = [];
  readonly #late = { before: 0, after: 0 };
  readonly #histogram = new ShiftHistogram();
  readonly #units = new Map<string, UnitCount>();
  readonly #rules = new Map<string, { rule: string; row: string; count: number }>();
  readonly #examples: ReplayExample[] = [];
  readonly #exampleKinds = new Map<string, number>();

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  /** Takes one order. Never throws: an order that can't be decided is counted as failed. */
  add(order: ReplayOrder): void {
    this.#orders += 1;
    try {
      const { before, after, now } = this.#options;
      this.#count(order, decide(order, before, now), decide(order, after, now));
    } catch (error) {
      this.#failed += 1;
      if (this.#failures.length >= MOST_FAILURES) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#failures.push({ orderNo: order.orderNo, message });
    }
  }

  /** What was counted so far. */
  result(): ReplayResult {
    const { units } = this.#options;
    const moved = this.#earlier + this.#later;
    return {
      orders: this.#orders,
      moved,
      earlier: this.#earlier,
      later: this.#later,
      unchanged: this.#orders - moved - this.#failed,
      failed: this.#failed,
      failures: this.#failures,
      wouldBeLate: { ...this.#late },
      histogram: this.#histogram.buckets(),
      byUnit: [...this.#units]
        .map(([unitId, count]) => {
          const { zh, en } = units?.get(unitId) ?? { zh: unitId, en: unitId };
          return { unitId, zh, en, ...count };
        })
        .sort((a, b) => b.moved - a.moved || b.orders - a.orders || (a.unitId < b.unitId ? -1 : 1)),
      byRule: [...this.#rules.values()].sort((a, b) => b.count - a.count),
      examples: this.#examples,
    };
  }

  #count(order: ReplayOrder, before: Decided, after: Decided): void {
    const unit = this.#unit(order.clock.unitId ?? '');
    unit.orders += 1;
    if (before.late) {
      this.#late.before += 1;
      unit.lateBefore += 1;
    }
    if (after.late) {
      this.#late.after += 1;
      unit.lateAfter += 1;
    }
    if (before.dueAt === after.dueAt) return;
    // a deadline where there was none comes earlier than never
    const shift = (after.dueAt ?? Infinity) - (before.dueAt ?? Infinity);
    unit.moved += 1;
    if (shift < 0) {
      this.#earlier += 1;
      unit.earlier += 1;
    } else {
      this.#later += 1;
      unit.later += 1;
    }
    this.#histogram.add(shift);
    const rule = this.#rules.get(after.row) ?? { rule: after.rule, row: after.row, count: 0 };
    rule.count += 1;
    this.#rules.set(after.row, rule);
    this.#example(order, before, after, shift < 0);
  }

  #unit(unitId: string): UnitCount {
    let unit = this.#units.get(unitId);
    if (unit === undefined) {
      unit = { orders: 0, moved: 0, earlier: 0, later: 0, lateBefore: 0, lateAfter: 0 };
      this.#units.set(unitId, unit);
    }
    return unit;
  }

  #example(order: ReplayOrder, before: Decided, after: Decided, earlier: boolean): void {
    if (this.#examples.length >= MOST_EXAMPLES) return;
    const kind = `${before.row} ${after.row} ${earlier}`;
    const seen = this.#exampleKinds.get(kind) ?? 0;
    if (seen >= MOST_EXAMPLES_A_KIND) return;
    this.#exampleKinds.set(kind, seen + 1);
    this.#examples.push({
      orderNo: order.orderNo,
      ...(order.title === undefined ? {} : { title: order.title }),
      before: { dueAt: iso(before.dueAt), rule: before.rule },
      after: { dueAt: iso(after.dueAt), rule: after.rule },
    });
  }
}

/**
 * Replays all orders, one by one or in batches.
 * @param onProgress told after each batch (each 1,000 single orders) how many are done
 * @param signal ends the replay early; the result then counts what was done
 */
export async function replay(
  options: ReplayOptions,
  orders:
    AsyncIterable<ReplayOrder | readonly ReplayOrder[]> | Iterable<ReplayOrder | readonly ReplayOrder[]>,
  onProgress: (done: number) => void | Promise<void> = () => undefined,
  signal?: AbortSignal,
): Promise<ReplayResult> {
  const counted = new Replay(options);
  let done = 0;
  for await (const item of orders) {
    if (signal?.aborted === true) break;
    if ('orderNo' in item) {
      counted.add(item);
      done += 1;
      if (done % 1000 === 0) await onProgress(done);
      continue;
    }
    for (const order of item) counted.add(order);
    done += item.length;
    await onProgress(done);
  }
  return counted.result();
}

function decide({ facts, clock, finishedAt }: ReplayOrder, side: RuleSide, now: number): Decided {
  const answer = limitsOf(side, facts);
  if (!answer.ok) throw new Error(answer.message);
  const answered = finishedAt?.getTime() ?? now;
  const { dueAt } = orderDueTimes(clock, answer.limits, answered, side.calendar);
  return {
    dueAt,
    rule: answer.limits.rule ?? answer.row,
    row: answer.row,
    late: dueAt !== undefined && answered > dueAt,
  };
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : toIso(toLocal(at));
}
