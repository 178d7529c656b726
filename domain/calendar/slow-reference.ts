import { DateTime } from 'luxon';
import type { CalendarConfig, OpenRange } from '../config/calendar-config.ts';

/** A working day in parts: so many that a minute of 180 to 480 minutes of work is a whole number of them. */
const PARTS_OF_A_DAY = 131_040;

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
  const startsOpen = isOpenAt(config, start, unit, forUnit);
  let left = Math.round(amount * (unit === 'working-days' ? PARTS_OF_A_DAY : 60));
  let usedUp = false;
  for (let day = start.startOf('day'); ; day = day.plus({ days: 1 })) {
    const { hours, counts } = hoursOf(config, day, forUnit);
    if (unit === 'working-days' && counts === 0) continue;
    const minutes = hours.reduce((sum, range) => sum + range.to - range.from, 0);
    const midnight = day.toMillis();
    const share = unit === 'working-days' ? (PARTS_OF_A_DAY * counts) / minutes : 1;
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

interface DayOfWork {
  readonly hours: readonly OpenRange[];
  readonly counts: number;
}

const NO_WORK: DayOfWork = { hours: [], counts: 0 };

/** Hours of a day in minutes and its share of a working day, looked up in the configuration. */
function hoursOf(config: CalendarConfig, day: DateTime, forUnit?: string): DayOfWork {
  const date = day.toISODate() ?? '';
  const closure = config.closures.find(
    ({ unit, from, to }) => unit === forUnit && from <= date && date <= to,
  );
  const open = withoutClosure(config, day, forUnit);
  if (!closure || open.hours.length === 0) return open;
  return closure.hours
    ? { hours: closure.hours, counts: Math.min(open.counts, closure.counts ?? 0.5) }
    : NO_WORK;
}

function withoutClosure(config: CalendarConfig, day: DateTime, forUnit?: string): DayOfWork {
  const date = day.toISODate() ?? '';
  const season = config.seasons.find((entry) => isWithin(day, entry));
  const own = config.unitHours.find((entry) => entry.unit === forUnit && isWithin(day, entry));
  const ofUnit = own && weekdayOf(own.week, day);
  const ofCity = weekdayOf(config.week, day) ?? [];
  const local = config.localDays.find((entry) => entry.date === date);
  const holidays = config.published.flatMap((entry) => entry.holidays);
  if (local?.kind === 'holiday') return NO_WORK;
  const isMakeUp = holidays.some((holiday) => holiday.makeUpDays.includes(date));
  if (local?.kind === 'make-up' || (isMakeUp && local === undefined)) {
    const ofSeason = season && (season.makeUpHours ?? season.hours);
    const usual = own?.makeUpHours ?? ofSeason ?? config.makeUpHours;
    return { hours: local?.hours ?? usual, counts: local?.counts ?? 1 };
  }
  const isHoliday = holidays.some((holiday) => holiday.from <= date && date <= holiday.to);
  if (isHoliday && local === undefined) return NO_WORK;
  if (ofUnit?.length === 0) return NO_WORK;
  if (local) return { hours: local.hours, counts: local.counts };
  if (ofUnit) return { hours: ofUnit, counts: ofCity.length > 0 ? 1 : own.extraDaysCount };
  if (ofCity.length === 0) return NO_WORK;
  return { hours: season ? season.hours : ofCity, counts: 1 };
}

function weekdayOf<T>(
  week: {
    monday?: T;
    tuesday?: T;
    wednesday?: T;
    thursday?: T;
    friday?: T;
    saturday?: T;
    sunday?: T;
  },
  day: DateTime,
): T | undefined {
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = week;
  return [monday, tuesday, wednesday, thursday, friday, saturday, sunday][day.weekday - 1];
}

/** Whether a day lies in a season: between two dates, or between two days of the year, turn of the year or not. */
function isWithin(
  day: DateTime,
  { from, to, since }: { from?: string | undefined; to?: string | undefined; since?: string | undefined },
): boolean {
  const number = (text: string): number => Number(text.replaceAll('-', ''));
  if (since !== undefined && Number(day.toFormat('yyyyMMdd')) < number(since)) return false;
  if (from === undefined || to === undefined) return true;
  const at = Number(day.toFormat(from.length === 5 ? 'MMdd' : 'yyyyMMdd'));
  const isAfter = at >= number(from);
  const isBefore = at <= number(to);
  return number(from) <= number(to) ? isAfter && isBefore : isAfter || isBefore;
}

function isOpenAt(
  config: CalendarConfig,
  at: DateTime,
  unit: 'working-days' | 'working-hours',
  forUnit?: string,
): boolean {
  const minute = at.hour * 60 + at.minute;
  const { hours, counts } = hoursOf(config, at, forUnit);
  if (unit === 'working-days' && counts === 0) return false;
  return hours.some((range) => range.from <= minute && minute < range.to);
}

function isoText(at: DateTime): string {
  return at.toISO({ suppressMilliseconds: true }) ?? '';
}
