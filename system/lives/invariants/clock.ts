import type { TimeUnit, WorkingCalendar } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import type { EngineState, Wait } from '../engine-state.ts';
import type { Broken } from './broken.ts';

interface Limit {
  readonly amount: unknown;
  readonly unit: unknown;
}

/** What an order's clock says, worked out from what happened to it; ms since 1970. */
export interface ClockReading {
  readonly startAt: number;
  readonly dueAt: number | undefined;
  readonly signDueAt: number | undefined;
  /** Used until `now`, in the unit of the limit. */
  readonly used: number | undefined;
}

const ROUNDING = 0.0002;

/**
 * The clock of an order by the rule that people know, from its history alone: it runs since the first dispatch or the last
 * redo (an emergency's since it became one), stands still in pauses, and an extension of this round adds to its limit.
 */
export function readClock(order: OrderDocument, now: number, calendar: WorkingCalendar): ClockReading {
  const limits = order.deadline?.limits ?? {};
  const time = (date: Date | undefined): number => date?.getTime() ?? 0;
  const dispatches = order.dispatches ?? [];
  const redone = time(order.redos.at(-1)?.at);
  const raised = time(order.urgencyRaisedAt);
  const emergency = order.urgency === 'emergency';
  const startAt = Math.max(time(dispatches[0]?.at), redone, emergency ? raised : 0);
  const signFrom = Math.max(time(dispatches.at(-1)?.at), redone, raised);
  const options = {
    pauses: (order.pauses ?? [])
      .map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? now }))
      .filter(({ from, to }) => from < to),
    unpublished: 'mark' as const,
    ...(order.unitId === undefined ? {} : { forUnit: order.unitId }),
  };
  const end = (from: number, { amount, unit }: Limit): number | undefined =>
    typeof amount === 'number' && typeof unit === 'string'
      ? calendar.dueTime(from, amount, unit as TimeUnit, options).at
      : undefined;
  const handle: Limit = { amount: limits['handleAmount'], unit: limits['handleUnit'] };
  const more = (order.extensions ?? []).filter(({ at }) => at.getTime() >= redone);
  const added = more.filter(({ unit }) => unit === handle.unit).reduce((sum, { amount }) => sum + amount, 0);
  const whole = { ...handle, amount: Number(handle.amount) + added };
  return {
    startAt,
    // one in another unit than the limit's is counted on from its end; the demo city's rules grant none
    dueAt: more.some(({ unit }) => unit !== handle.unit) ? undefined : end(startAt, whole),
    signDueAt: emergency
      ? undefined
      : end(signFrom, { amount: limits['signAmount'], unit: limits['signUnit'] }),
    used:
      typeof handle.unit === 'string'
        ? calendar.workingTimeBetween(startAt, now, handle.unit as TimeUnit, options)
        : undefined,
  };
}

/** Whether the deadline that an order holds is the one that follows from its history. To be asked when it was just computed. */
export function clockIsRight(order: OrderDocument, now: number, calendar: WorkingCalendar): Broken[] {
  const { deadline } = order;
  if (deadline === undefined) return [];
  const expected = readClock(order, now, calendar);
  const differs = (name: 'startAt' | 'dueAt' | 'signDueAt'): Broken[] => {
    const held = deadline[name]?.getTime();
    const right = expected[name];
    if (right === undefined || held === right) return [];
    return [
      {
        orderId: order._id,
        what: `its ${name} is ${text(held)}, by its history it should be ${text(right)}`,
      },
    ];
  };
  return [...differs('startAt'), ...differs('dueAt'), ...differs('signDueAt')];
}

/** Time that an order has used, over all of its rounds: it never falls. */
export class UsedTime {
  readonly #last = new Map<string, { readonly unit: string; readonly used: number }>();

  note(order: OrderDocument): Broken[] {
    const { deadline, redos, _id: orderId } = order;
    const rounds = [...redos.map(({ previous }) => previous?.['deadline']), deadline] as const;
    const counted = rounds.flatMap((round) => {
      const { used, usedUnit } = (round ?? {}) as { used?: number; usedUnit?: string };
      return used === undefined || usedUnit === undefined ? [] : [{ used, usedUnit }];
    });
    const unit = counted.at(-1)?.usedUnit;
    // of two rounds with different clocks there is no sum
    if (unit === undefined || counted.some(({ usedUnit }) => usedUnit !== unit)) {
      this.#last.delete(orderId);
      return [];
    }
    const used = counted.reduce((sum, round) => sum + round.used, 0);
    const before = this.#last.get(orderId);
    this.#last.set(orderId, { unit, used });
    if (before?.unit !== unit || used >= before.used - ROUNDING) return [];
    return [{ orderId, what: `its used time fell from ${before.used} to ${used} ${unit}` }];
  }
}

/** Tasks whose due date is a date of the deadline. */
const DUE_BY: Readonly<Record<string, 'signDueAt' | 'dueAt' | 'onSiteDueAt'>> = {
  SignOrder: 'signDueAt',
  HandleOrder: 'dueAt',
  ArriveOnSite: 'onSiteDueAt',
  MakeSafe: 'dueAt',
};

/** Whether the engine waits by the clock that the order holds: its next point, and the due dates of its tasks. */
export function engineFollows(order: OrderDocument, state: EngineState, rootKey: number): Broken[] {
  const { deadline, _id: orderId } = order;
  if (deadline === undefined) return [];
  const broken: Broken[] = [];
  const waits: Wait[] = [...state.within(rootKey)].flatMap(({ key }) => state.waitsOf(key));
  for (const { elementId, dueDate } of waits) {
    const held = deadline[DUE_BY[elementId] ?? 'startAt']?.getTime();
    if (DUE_BY[elementId] === undefined || dueDate === undefined || held === dueDate) continue;
    broken.push({ orderId, what: `${elementId} is due at ${text(dueDate)}, the order at ${text(held)}` });
  }
  const watched = waits.filter(({ elementId }) => elementId === 'DeadlinePoint');
  const next = deadline.nextAt?.getTime();
  const supervised = waits.some(
    ({ elementId }) => elementId === 'DeadlineChanged' || elementId === 'NoPointLeft',
  );
  if (supervised && watched.some(({ dueAt }) => dueAt !== next)) {
    const timers = watched.map(({ dueAt }) => text(dueAt)).join(', ');
    broken.push({ orderId, what: `the next point is ${text(next)}, the engine waits for ${timers}` });
  }
  if (supervised && next !== undefined && watched.length !== 1) {
    broken.push({ orderId, what: `${watched.length} timers wait for the next point ${text(next)}` });
  }
  return broken;
}

function text(at: number | undefined): string {
  return at === undefined ? 'never' : new Date(at + 8 * 3_600_000).toISOString().replace(/\.000Z$/, '+08:00');
}
