import { toEpoch, toIso, toLocal } from '@jiesu/domain';
import type { WorkingCalendar } from '@jiesu/domain';

/** A time of the day in which callers are called, ms since 1970 UTC. */
export interface Slot {
  readonly from: number;
  readonly to: number;
}

const SLOT = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;
const MOST_DAYS = 60;

/**
 * The next slot of a kind (`09:00-12:00`) that ends after a moment, on a working day of the city; of today the rest of it.
 * Undefined when the text is none.
 */
export function nextSlot(text: string, after: number, calendar: WorkingCalendar): Slot | undefined {
  const match = SLOT.exec(text);
  if (match === null) return undefined;
  const minutes = match.slice(1).map(Number);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = minutes;
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const date = toIso(toLocal(after + day * 86_400_000)).slice(0, 10);
    if (calendar.day(date).openMs === 0) continue;
    const midnight = toEpoch(Date.parse(`${date}T00:00:00Z`));
    const from = midnight + (fromHour * 60 + fromMinute) * 60_000;
    const to = midnight + (toHour * 60 + toMinute) * 60_000;
    if (to > after) return { from: Math.max(from, after), to };
  }
  return undefined;
}

/** Start of the working day after a moment. */
export function nextWorkingDay(after: number, calendar: WorkingCalendar): number {
  for (let day = 1; day < MOST_DAYS; day += 1) {
    const date = toIso(toLocal(after + day * 86_400_000)).slice(0, 10);
    if (calendar.day(date).openMs > 0) return toEpoch(Date.parse(`${date}T00:00:00Z`));
  }
  return after;
}
