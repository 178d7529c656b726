import { DAY_MS } from './day-number.ts';
import type { Day } from './days.ts';

/** A billionth of a working day is 0.03 ms: below any input, above the error of the sums. */
const EPSILON = 1e-9;

/** Which of two instants with no working time between them is meant: a closing time or the next opening. */
export type Edge = 'closing' | 'opening';

/**
 * Working time as a number that runs only while work is done: in working days (each day counts for its share) or in
 * working milliseconds. All instants are wall-clock ms in Shanghai. Sums are precomputed, so one step is a few additions.
 */
export class Measure {
  readonly #days: readonly Day[];
  readonly #first: number;
  readonly #total: Float64Array;
  readonly #before: Float64Array;

  constructor(days: readonly Day[], total: (day: Day) => number) {
    this.#days = days;
    this.#first = days[0]?.number ?? 0;
    this.#total = Float64Array.from(days, total);
    this.#before = new Float64Array(days.length + 1);
    this.#total.forEach((amount, i) => {
      this.#before[i + 1] = (this.#before[i] ?? 0) + amount;
    });
  }

  /** Whether the instant lies on a day of this calendar. */
  covers(local: number): boolean {
    const index = this.#index(local);
    return index >= 0 && index < this.#days.length;
  }

  /** Working time from one instant to a later one. Both must be covered. */
  between(from: number, to: number): number {
    const first = this.#index(from);
    const last = this.#index(to);
    const whole = (this.#before[last] ?? 0) - (this.#before[first] ?? 0);
    return whole + this.#within(last, to) - this.#within(first, from);
  }

  /** Instant at which `amount` more is used; undefined past the end of the calendar. `from` must be covered. */
  advance(from: number, amount: number, edge: Edge): number | undefined {
    const first = this.#index(from);
    const origin = this.#before[first] ?? 0;
    const target = this.#within(first, from) + amount;
    const reach = edge === 'closing' ? target - EPSILON : target + EPSILON;
    for (let i = first; i < this.#days.length; i += 1) {
      const total = this.#total[i] ?? 0;
      const after = (this.#before[i + 1] ?? 0) - origin;
      const reached = edge === 'closing' ? after >= reach : after > reach;
      if (total > 0 && reached) return this.#locate(i, target - (after - total), total, edge);
    }
    return undefined;
  }

  /**
   * Instant from which `amount` is used until `to`; undefined before the start of the calendar. The latest such instant
   * for `opening`, the earliest for `closing`. `to` must be covered.
   */
  retreat(to: number, amount: number, edge: Edge): number | undefined {
    const last = this.#index(to);
    const target = (this.#before[last] ?? 0) + this.#within(last, to) - amount;
    const reach = edge === 'closing' ? target - EPSILON : target + EPSILON;
    for (let i = last; i >= 0; i -= 1) {
      const total = this.#total[i] ?? 0;
      const before = this.#before[i] ?? 0;
      const reached = edge === 'closing' ? before < reach : before <= reach;
      if (total > 0 && reached) return this.#locate(i, target - before, total, edge);
    }
    return undefined;
  }

  #index(local: number): number {
    return Math.floor(local / DAY_MS) - this.#first;
  }

  #within(index: number, local: number): number {
    const day = this.#days[index];
    if (!day || day.openMs === 0) return 0;
    const time = local - day.number * DAY_MS;
    let elapsed = 0;
    for (const range of day.open) {
      if (time <= range.from) break;
      elapsed += Math.min(time, range.to) - range.from;
    }
    return ((this.#total[index] ?? 0) * elapsed) / day.openMs;
  }

  #locate(index: number, within: number, total: number, edge: Edge): number | undefined {
    const day = this.#days[index];
    if (!day) return undefined;
    let rest = Math.min(Math.max(Math.round((within / total) * day.openMs), 0), day.openMs);
    const midnight = day.number * DAY_MS;
    for (const range of day.open) {
      const length = range.to - range.from;
      if (edge === 'closing' ? rest <= length : rest < length) return midnight + range.from + rest;
      rest -= length;
    }
    return midnight + (day.open.at(-1)?.to ?? 0);
  }
}
