import { DateTime } from 'luxon';
import type { CalendarConfig, OpenRange } from '../config/calendar-config.ts';

/**
 * The calendar's rule computed a second way, for tests only: minute by minute with luxon, straight from the
 * configuration, sharing no table and no date arithmetic with WorkingCalendar. Starts must lie on whole minutes.
 */
export function slowDueTime(
  config: CalendarConfig,
  startIso: string,
  amount: number,
  unit: 'working-days' | 'working-hours',
  forUnit?: string,
  /** Whether the clock stands still at a moment, ms since 1970 UTC. */
  isPaused: (at: number) => boolean = () => false,
): string {
  const start = DateTime.fromISO(startIso, { zone: 'Asia/Shanghai' });
  if (amount === 0) return isoText(start);
  const startsOpen = isOpenAt(config, start, forUnit);
  // shares of a working day are counted in 2520ths: a minute of 420 is 6 of them, one of 360 is 7
  let left = Math.round(amount * (unit === 'working-days' ? 2520 : 60));
  let usedUp = false;
  for (let day = start.startOf('day'); ; day = day.plus({ days: 1 })) {
    const { hours, counts } = hoursOf(config, day, forUnit);
    const minutes = hours.reduce((sum, range) => sum + range.to - range.from, 0);
    const midnight = day.toMillis();
    const share = unit === 'working-days' ? (2520 * counts) / minutes : 1;
    const first = day.hasSame(start, 'day') ? start.hour * 60 + start.minute : 0;
    const isoAt = (minute: number, milliseconds = 0): string =>
      isoText(day.plus({ minutes: minute, milliseconds }));
    for (const range of hours) {
      for (let minute = Math.max(range.from, first); minute < range.to; minute += 1) {
        if (isPaused(midnight + minute * 60_000)) continue;
        // used up exactly at a closing: a start in working hours runs on to the next opening
        if (usedUp) return isoAt(minute);
        if (left < share) return isoAt(minute, Math.round((left / share) * 60_000));
        left -= share;
        if (left > 0) continue;
        usedUp = unit === 'working-days' && minute + 1 === range.to && startsOpen;
        if (!usedUp) return isoAt(minute + 1);
      }
    }
  }
}

/** Hours of a day in minutes and its share of a working day, looked up in the configuration. */
function hoursOf(
  config: CalendarConfig,
  day: DateTime,
  forUnit?: string,
): { hours: readonly OpenRange[]; counts: number } {
  const date = day.toISODate() ?? '';
  const none = { hours: [], counts: 0 };
  const closed = config.closures.some(({ unit, from, to }) => unit === forUnit && from <= date && date <= to);
  if (closed) return none;
  const half = config.halfDays.find((entry) => entry.date === date);
  if (half) return { hours: half.hours, counts: half.counts };
  const holidays = config.published.flatMap((entry) => entry.holidays);
  if (holidays.some((holiday) => holiday.makeUpDays.includes(date)))
    return { hours: config.makeUpHours, counts: 1 };
  if (holidays.some((holiday) => holiday.from <= date && date <= holiday.to)) return none;
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = config.week;
  const hours = [monday, tuesday, wednesday, thursday, friday, saturday, sunday][day.weekday - 1] ?? [];
  return { hours, counts: hours.length > 0 ? 1 : 0 };
}

function isOpenAt(config: CalendarConfig, at: DateTime, forUnit?: string): boolean {
  const minute = at.hour * 60 + at.minute;
  return hoursOf(config, at, forUnit).hours.some((range) => range.from <= minute && minute < range.to);
}

function isoText(at: DateTime): string {
  return at.toISO({ suppressMilliseconds: true }) ?? '';
}
