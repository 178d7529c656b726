import { DateTime, Duration, FixedOffsetZone } from 'luxon';
import type { Run } from '../run.ts';
import {
  dateOf,
  dateTimeOf,
  durationOfMonths,
  isoDurationOf,
  momentType,
  timeOf,
} from '../temporal-values.ts';
import { any, day, define } from './library.ts';
import type { Library } from './library.ts';

/** Date and time. `now()` and `today()` follow the engine's clock, in the zone of the machine (the environment variable TZ). */
export const TEMPORAL_FUNCTIONS: Library = {
  now: { parameters: [], call: (run) => DateTime.fromMillis(run.nowMs) },
  today: { parameters: [], call: (run) => dateOf(DateTime.fromMillis(run.nowMs)) },
  date: { parameters: ['year|from', 'month', 'day'], call: date },
  time: { parameters: ['hour|from', 'minute', 'second', 'offset'], call: time },
  'date and time': { parameters: ['date|from', 'time|timezone'], call: dateAndTime },
  ...define('duration', [any('from')], (run, from) =>
    Duration.isDuration(from) ? from : durationFrom(run, from),
  ),
  ...define('years and months duration', [day('from'), day('to')], (_run, from, to) => {
    const { years = 0, months = 0 } = dateOf(to).diff(dateOf(from), ['years', 'months', 'days']).toObject();
    return durationOfMonths(years * 12 + months);
  }),
  ...define('last day of month', [day('date')], (_run, value) => dateOf(value.endOf('month'))),
  ...define('day of year', [day('date')], (_run, value) => value.ordinal),
  ...define('day of week', [day('date')], (_run, value) => value.setLocale('en').weekdayLong),
  ...define('week of year', [day('date')], (_run, value) => value.weekNumber),
  ...define('month of year', [day('date')], (_run, value) => value.setLocale('en').monthLong),
  cycle: { parameters: ['repetitions', 'interval'], call: cycle },
};

/** `cycle(duration)` or `cycle(times, duration)`: the text of a repeating timer. */
function cycle(run: Run, given: readonly unknown[]): string | null {
  const interval = given.length > 1 ? given[1] : given[0];
  const repetitions = given.length > 1 ? given[0] : null;
  if (!Duration.isDuration(interval)) return run.warn("'cycle' needs a duration");
  return `R${typeof repetitions === 'number' ? String(repetitions) : ''}/${isoDurationOf(interval) ?? ''}`;
}

/** Of a string, of a moment, or of year, month and day. */
function date(run: Run, given: readonly unknown[]): DateTime | null {
  const [first, month, dayOfMonth] = given;
  if (typeof first === 'string' && given.length === 1) return dateFrom(run, first);
  if (DateTime.isDateTime(first) && momentType(first) !== 'time') return dateOf(first);
  if (typeof first !== 'number' || typeof month !== 'number' || typeof dayOfMonth !== 'number')
    return run.warn("'date' needs a string, a date and time, or year, month and day");
  const value = dateOf({ year: first, month, day: dayOfMonth });
  return value.isValid ? value : run.warn(`there is no day ${first}-${month}-${dayOfMonth}`);
}

function dateFrom(run: Run, source: string): DateTime | null {
  const [, year, month, dayOfMonth] = /^(-?\d{4,6})-(\d{2})-(\d{2})$/.exec(source) ?? [];
  if (year === undefined) {
    // The day of a date and time, as its own zone has it.
    const moment = source.includes('T') ? dateTimeFrom(run, source) : run.warn(`<${source}> is no date`);
    return moment === null ? null : dateOf(moment);
  }
  const value = dateOf({ year: Number(year), month: Number(month), day: Number(dayOfMonth) });
  return value.isValid ? value : run.warn(`<${source}> is no date`);
}

/** Of a string, of a moment, or of hour, minute, second and, when it has one, its offset. */
function time(run: Run, [first, minute, second, offset]: readonly unknown[]): DateTime | null {
  if (typeof first === 'string' && minute === undefined) return timeFrom(run, first);
  if (DateTime.isDateTime(first) && momentType(first) !== 'date') return timeOf(first);
  if (typeof first !== 'number' || typeof minute !== 'number' || typeof second !== 'number')
    return run.warn("'time' needs a string, a date and time, or hour, minute and second");
  const zone = Duration.isDuration(offset) ? FixedOffsetZone.instance(offset.as('minutes')) : undefined;
  const fields = { year: 1900, month: 1, day: 1, hour: first, minute, second: Math.trunc(second) };
  const value = DateTime.fromObject(
    { ...fields, millisecond: Math.round((second % 1) * 1000) },
    zone === undefined ? {} : { zone },
  );
  return value.isValid ? timeOf(value) : run.warn(`there is no time ${first}:${minute}:${second}`);
}

function timeFrom(run: Run, source: string): DateTime | null {
  const [, text, zone] =
    /^T?(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)(?:@(\S+))?$/.exec(source) ?? [];
  const value = text === undefined ? undefined : fromIso(`1900-01-01T${text}`, zone);
  return value?.isValid === true ? timeOf(value) : run.warn(`<${source}> is no time`);
}

function dateAndTime(run: Run, [first, second]: readonly unknown[]): DateTime | null {
  if (typeof first === 'string' && second === undefined) return dateTimeFrom(run, first);
  if (DateTime.isDateTime(first) && momentType(first) !== 'time') {
    if (DateTime.isDateTime(second) && momentType(second) === 'time') return dateTimeOf(first, second);
    if (typeof second === 'string') return inZone(run, first, second);
    if (second === undefined && momentType(first) === 'date and time') return first;
  }
  return run.warn("'date and time' needs a string, a date and a time, or a date and time and a zone");
}

function inZone(run: Run, value: DateTime, zone: string): DateTime | null {
  const moved = value.setZone(/^[+-]\d{2}:\d{2}$/.test(zone) ? `UTC${zone}` : zone === 'Z' ? 'UTC' : zone);
  return moved.isValid ? moved : run.warn(`<${zone}> is no time zone`);
}

/** Without an offset or zone it is of the zone of the machine. */
function dateTimeFrom(run: Run, source: string): DateTime | null {
  const [, withOffset, bracketed] = /^(.*(?:[+-]\d{2}:\d{2}|Z))\[([^\]]+)\]$/.exec(source) ?? [];
  const [local = '', zone] = (withOffset ?? source).split('@');
  const parsed = fromIso(local.includes('T') ? local : `${local}T00:00:00`, zone);
  const value = bracketed === undefined ? parsed : parsed.setZone(bracketed);
  return value.isValid ? value : run.warn(`<${source}> is no date and time`);
}

function fromIso(text: string, zone: string | undefined): DateTime {
  return DateTime.fromISO(text, zone === undefined ? { setZone: true } : { zone });
}

function durationFrom(run: Run, source: unknown): Duration | null {
  const value = typeof source === 'string' && /\d[A-Z]$/i.test(source) ? Duration.fromISO(source) : undefined;
  return value?.isValid === true ? value : run.warn(`<${String(source)}> is no duration`);
}

/** The value of `@"…"`. Null, with a warning, when it is nothing temporal. */
export function literalOf(run: Run, source: string): DateTime | Duration | null {
  if (/^-?P/.test(source)) return durationFrom(run, source);
  if (/^T?\d{2}:/.test(source)) return timeFrom(run, source);
  return source.includes('T') ? dateTimeFrom(run, source) : dateFrom(run, source);
}
