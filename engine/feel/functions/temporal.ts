import { date as parseDate } from '@bpmn-io/feelin';
import { DateTime, Duration, FixedOffsetZone } from 'luxon';
import { feelinBuiltin } from '../feelin-values.ts';
import type { Run } from '../run.ts';
import { asDateTime, isoDurationOf, isoOf, typeOf } from '../values.ts';
import type { LibraryFunction } from './library.ts';

/**
 * Date and time. `now()` and `today()` follow the engine's clock, in the zone of the machine (the environment variable TZ).
 * What feelin has is used; what it lacks, or takes for a date where it is a date-time at midnight, is here.
 */
export const TEMPORAL_FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
  now: { parameters: [], call: (run) => asDateTime(DateTime.fromMillis(run.nowMs)) },
  today: { parameters: [], call: (run) => dayOf(DateTime.fromMillis(run.nowMs)) },
  duration: {
    parameters: ['from'],
    call: (run, [from]) => (Duration.isDuration(from) ? from : durationOf(run, from)),
  },
  date: {
    parameters: feelinBuiltin('date')?.$args ?? [],
    call: (_run, args) => {
      const moment = args.find((argument) => DateTime.isDateTime(argument));
      // The day as its own zone has it; feelin would take the day in UTC.
      return moment === undefined ? feelinBuiltin('date')?.(...args) : dayOf(moment);
    },
  },
  'date and time': {
    parameters: ['date', 'time'],
    call: (run, [first, second]) => dateAndTime(run, first, second),
  },
  'years and months duration': {
    parameters: ['from', 'to'],
    call: (run, [from, to]) => {
      if (!DateTime.isDateTime(from) || !DateTime.isDateTime(to))
        return run.warn("'years and months duration' needs two dates");
      const { years = 0, months = 0 } = to.diff(from, ['years', 'months', 'days']).toObject();
      return Duration.fromObject({ years, months });
    },
  },
  'last day of month': {
    parameters: ['date'],
    call: (run, [value]) => {
      if (!DateTime.isDateTime(value) || typeOf(value) === 'time')
        return run.warn("'last day of month' needs a date");
      return dayOf(value.endOf('month'));
    },
  },
  string: {
    parameters: ['from'],
    call: (_run, [from]) => {
      if (DateTime.isDateTime(from)) return isoOf(from);
      return Duration.isDuration(from) ? isoDurationOf(from) : feelinBuiltin('string')?.(from ?? null);
    },
  },
  cycle: {
    parameters: ['repetitions', 'interval'],
    call: (run, given) => cycle(run, given),
  },
};

/** `cycle(duration)` or `cycle(times, duration)`: the text of a repeating timer. */
function cycle(run: Run, given: readonly unknown[]): string | null {
  const interval = given.length > 1 ? given[1] : given[0];
  const repetitions = given.length > 1 ? given[0] : null;
  if (!Duration.isDuration(interval)) return run.warn("'cycle' needs a duration");
  return `R${typeof repetitions === 'number' ? String(repetitions) : ''}/${isoDurationOf(interval) ?? ''}`;
}

/** The date of a moment, as feelin has dates: midnight of the zone object UTC. */
function dayOf({ year, month, day }: DateTime): DateTime {
  return DateTime.fromObject({ year, month, day }, { zone: FixedOffsetZone.utcInstance });
}

function dateAndTime(run: Run, first: unknown, second: unknown): DateTime | null {
  if (typeof first === 'string') return dateTimeOf(run, first);
  if (DateTime.isDateTime(first) && DateTime.isDateTime(second)) {
    return asDateTime(second.set({ year: first.year, month: first.month, day: first.day }));
  }
  if (DateTime.isDateTime(first) && typeOf(first) === 'date and time') return first;
  return run.warn("'date and time' needs a string, or a date and a time");
}

/** Without an offset or zone it is of the zone of the machine. */
function dateTimeOf(run: Run, source: string): DateTime | null {
  const withoutBrackets = source.replace(/^(.*[+-]\d{2}:\d{2}|.*Z)\[[^\]]+\]$/, '$1');
  const [local, zone] = withoutBrackets.split('@');
  const text = local?.includes('T') === true ? local : `${local ?? ''}T00:00:00`;
  const parsed = DateTime.fromISO(text, zone === undefined ? { setZone: true } : { zone });
  return parsed.isValid ? asDateTime(parsed) : run.warn(`<${source}> is no date and time`);
}

function durationOf(run: Run, source: unknown): Duration | null {
  const duration =
    typeof source === 'string' && /\d[A-Z]$/i.test(source) ? Duration.fromISO(source) : undefined;
  return duration?.isValid === true ? duration : run.warn(`<${String(source)}> is no duration`);
}

/** The value of `@"…"`. Null, with a warning, when it is nothing temporal. */
export function literalOf(run: Run, source: string): DateTime | Duration | null {
  if (/^-?P/.test(source)) return durationOf(run, source);
  if (source.includes('T')) return dateTimeOf(run, source);
  const value = source.includes(':') ? parseDate(undefined, source) : parseDate(source);
  return value.isValid ? value : run.warn(`<${source}> is no date or time`);
}
