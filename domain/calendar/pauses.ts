import { toLocal } from './day-number.ts';
import type { Instant } from './day-number.ts';

/** A time in which a deadline does not run, from (inclusive) to (exclusive). */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant;
}

/** A pause in wall-clock ms. */
export interface LocalPause {
  readonly from: number;
  readonly to: number;
}

const NONE: readonly LocalPause[] = [];

/** Pauses in order and merged, in wall-clock ms; empty or backward ones are left out. */
export function mergePauses(pauses: readonly Pause[] | undefined): readonly LocalPause[] {
  if (!pauses || pauses.length === 0) return NONE;
  const sorted = pauses
    .map((pause) => ({ from: toLocal(pause.from), to: toLocal(pause.to) }))
    .filter((pause) => pause.from < pause.to)
    .sort((a, b) => a.from - b.from);
  const merged: LocalPause[] = [];
  for (const pause of sorted) {
    const last = merged.at(-1);
    if (last && pause.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, pause.to) };
    } else {
      merged.push(pause);
    }
  }
  return merged;
}

/** Sum of `measure` over the parts of the pauses that lie between two instants. */
export function pausedBetween(
  pauses: readonly LocalPause[],
  from: number,
  to: number,
  measure: (from: number, to: number) => number,
): number {
  let sum = 0;
  for (const pause of pauses) {
    const start = Math.max(pause.from, from);
    const end = Math.min(pause.to, to);
    if (start < end) sum += measure(start, end);
  }
  return sum;
}
