import { DateTime, Duration, FixedOffsetZone, SystemZone } from 'luxon';

/**
 * Temporal values are luxon's. A date and a time of day are date-times too, told from them by a mark: the calendar that
 * they would be formatted in, which nothing here does. A date is at midnight UTC, a time of day on the first day of 1900.
 */
const DATE_MARK = 'gregory';
const TIME_MARK = 'iso8601';

export type MomentType = 'date' | 'time' | 'date and time';

export function momentType(value: DateTime): MomentType {
  if (value.outputCalendar === DATE_MARK) return 'date';
  return value.outputCalendar === TIME_MARK ? 'time' : 'date and time';
}

/** The date of a moment, as its own zone has it. */
export function dateOf({ year, month, day }: { year: number; month: number; day: number }): DateTime {
  const options = { zone: FixedOffsetZone.utcInstance, outputCalendar: DATE_MARK } as const;
  return DateTime.fromObject({ year, month, day }, options);
}

/** The time of day of a moment, in its zone. */
export function timeOf(value: DateTime): DateTime {
  return value.set({ year: 1900, month: 1, day: 1 }).reconfigure({ outputCalendar: TIME_MARK });
}

/** The moment of that day and time of day, in the zone of the time. */
export function dateTimeOf({ year, month, day }: DateTime, time: DateTime): DateTime {
  const { hour, minute, second, millisecond } = time;
  return DateTime.fromObject({ year, month, day, hour, minute, second, millisecond }, { zone: time.zone });
}

/** Moved by a duration: a date stays one, a time of day stays one when it passes midnight. */
export function shifted(value: DateTime, by: Duration): DateTime {
  const moved = value.plus(by);
  switch (momentType(value)) {
    case 'date':
      return dateOf(moved);
    case 'time':
      return moved.set({ year: 1900, month: 1, day: 1 });
    default:
      return moved;
  }
}

/** Negative, 0 or positive for moments of one type; undefined for others. */
export function compareMoments(left: DateTime, right: DateTime): number | undefined {
  return momentType(left) === momentType(right) ? left.toMillis() - right.toMillis() : undefined;
}

/** `2026-01-01`, `10:00:00`, or a date-time with its offset; null for what is no date. */
export function isoOf(value: DateTime): string | null {
  if (!value.isValid) return null;
  switch (momentType(value)) {
    case 'date':
      return value.toISODate();
    case 'time': {
      const includeOffset = value.zone !== SystemZone.instance;
      return value.toISOTime({ suppressMilliseconds: true, includeOffset });
    }
    default:
      return value.toISO({ suppressMilliseconds: true })?.replace(/\+00:00$/, 'Z') ?? null;
  }
}

/** As isoOf; a named zone follows in brackets. */
export function zonedIsoOf(value: DateTime): string | null {
  const iso = isoOf(value);
  const isNamed = momentType(value) === 'date and time' && value.zone.type === 'iana';
  return iso === null || !isNamed ? iso : `${iso}[${value.zone.name}]`;
}

/** A duration of years and months; zero is of days. */
export function isMonthly(duration: Duration): boolean {
  return duration.years !== 0 || duration.months !== 0 || duration.quarters !== 0;
}

/** The whole months of a duration of years and months. */
export function monthsOf(duration: Duration): number {
  return Math.trunc(duration.years * 12 + duration.quarters * 3 + duration.months);
}

export function durationOfMonths(months: number): Duration {
  const whole = Math.trunc(months);
  return Duration.fromObject({ years: Math.trunc(whole / 12), months: whole % 12 });
}

/** A multiple of a duration; of months, whole ones. Undefined for what is longer than all of time. */
export function multiplied(duration: Duration, factor: number): Duration | undefined {
  const size = sizeOf(duration) * factor;
  if (!(Math.abs(size) <= ALL_OF_TIME)) return undefined;
  if (isMonthly(duration)) return durationOfMonths(size);
  return Duration.fromMillis(Math.trunc(size)).shiftTo('days', 'hours', 'minutes', 'seconds');
}

/** Milliseconds from the first moment that a date can have to the last. */
const ALL_OF_TIME = 2 * 8.64e15;

/** How many times one duration is in another; undefined for different kinds, and for a division by zero. */
export function quotient(dividend: Duration, divisor: Duration): number | undefined {
  if (isMonthly(dividend) !== isMonthly(divisor)) return undefined;
  const size = sizeOf(divisor);
  return size === 0 ? undefined : sizeOf(dividend) / size;
}

/** Negative, 0 or positive for durations of one kind; zero is of both. */
export function compareDurations(left: Duration, right: Duration): number | undefined {
  const isMixed = isMonthly(left) !== isMonthly(right) && sizeOf(left) !== 0 && sizeOf(right) !== 0;
  return isMixed ? undefined : sizeOf(left) - sizeOf(right);
}

function sizeOf(duration: Duration): number {
  return isMonthly(duration) ? monthsOf(duration) : duration.toMillis();
}

/** `P1Y2M` or `P1DT2H`; a negative one has its sign in front. */
export function isoDurationOf(value: Duration): string | null {
  if (!value.isValid) return null;
  const units = isMonthly(value)
    ? value.shiftTo('years', 'months')
    : value.shiftTo('days', 'hours', 'minutes', 'seconds');
  const negative = Object.values(units.toObject()).every((amount) => amount <= 0) && units.toMillis() !== 0;
  return negative ? `-${units.negate().toISO() ?? ''}` : units.toISO();
}
