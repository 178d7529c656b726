import { z } from 'zod';
import { DomainError } from '../errors/index.ts';
import {
  closure,
  isoDate,
  localDay,
  periodsOverlap,
  publishedYear,
  season,
  unitHours,
  week,
  workingDayHours,
} from './calendar-parts.ts';

type Report = (path: (string | number)[], message: string) => void;

/**
 * config/calendar.yaml: working week, published holidays with their make-up days, the city's own days, seasonal hours,
 * and hours and closures of units. The zone is fixed: Shanghai has had one offset, +08:00, since 1991.
 */
export const calendarConfigSchema = z
  .strictObject({
    zone: z.literal('Asia/Shanghai').default('Asia/Shanghai'),
    /** How N working days end, see WorkingCalendar. @default same-time */
    workingDayRule: z.enum(['same-time', 'day-end']).default('same-time'),
    week,
    makeUpHours: workingDayHours,
    published: z.array(publishedYear).min(1),
    /** Last day that may be counted on. @default 31 December of the last published year */
    lastPublishedDay: isoDate.optional(),
    localDays: z.array(localDay).default([]),
    seasons: z.array(season).default([]),
    unitHours: z.array(unitHours).default([]),
    closures: z.array(closure).default([]),
  })
  .superRefine((config, context) => {
    const report: Report = (path, message) => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (Object.values(config.week).every((hours) => hours.length === 0)) {
      report(['week'], 'at least one weekday must have working hours');
    }
    checkYears(config.published, report);
    checkLocalDays(config.localDays, report);
    checkApart(config.seasons, 'seasons', () => true, report);
    checkApart(config.unitHours, 'unitHours', (one, other) => one.unit === other.unit, report);
  });

/** config/calendar-history.yaml: the years before those of calendar.yaml, which no admin has to look at again. */
export const calendarHistorySchema = z
  .strictObject({ published: z.array(publishedYear).default([]) })
  .superRefine(({ published }, context) => {
    checkYears(published, (path, message) => {
      context.addIssue({ code: 'custom', path, message });
    });
  });

/** The calendar as it is written, before defaults. */
export type CalendarConfigInput = z.input<typeof calendarConfigSchema>;
/** The parsed calendar. */
export type CalendarConfig = z.output<typeof calendarConfigSchema>;
/** The parsed history. */
export type CalendarHistory = z.output<typeof calendarHistorySchema>;
/** A year's notice with its holidays, parsed. */
export type PublishedYear = z.output<typeof publishedYear>;
/** A year's notice with its holidays as it is written. */
export type PublishedYearInput = z.input<typeof publishedYear>;
/** A day that the city itself arranges otherwise. */
export type LocalDay = z.output<typeof localDay>;
/** Seasonal hours of the city. */
export type Season = z.output<typeof season>;
/** A unit's own hours. */
export type UnitHours = z.output<typeof unitHours>;
/** A unit's own closure. */
export type Closure = z.output<typeof closure>;
export type { OpenRange } from './calendar-parts.ts';

/**
 * The calendar with the years of its history before its own; where both have a year, the calendar's own counts.
 * @throws DomainError CONFIG_INVALID when a year is missing between them
 */
export function withHistory(calendar: CalendarConfig, history: CalendarHistory): CalendarConfig {
  const first = calendar.published[0]?.year ?? 0;
  const older = history.published.filter((entry) => entry.year < first);
  const last = older.at(-1)?.year;
  if (last !== undefined && last !== first - 1) {
    const detail = `calendar-history.yaml: published: years must follow one another; ${first - 1} is missing`;
    throw new DomainError('CONFIG_INVALID', { params: { detail } });
  }
  return { ...calendar, published: [...older, ...calendar.published] };
}

function checkYears(published: CalendarConfig['published'], report: Report): void {
  published.forEach((entry, i) => {
    const previous = published[i - 1];
    if (previous && entry.year !== previous.year + 1) {
      report(['published', i, 'year'], `years must follow one another; ${previous.year + 1} is missing`);
    }
    entry.holidays.forEach((day, j) => {
      const at = ['published', i, 'holidays', j];
      if (day.from.slice(0, 4) > String(entry.year) || day.to.slice(0, 4) < String(entry.year)) {
        report([...at, 'from'], `lies outside the year ${entry.year}`);
      }
      day.makeUpDays.forEach((date, k) => {
        const inside = published.some((year) =>
          year.holidays.some((other) => other.from <= date && date <= other.to),
        );
        if (inside) report([...at, 'makeUpDays', k], `${date} is a holiday itself`);
      });
    });
  });
}

function checkLocalDays(days: CalendarConfig['localDays'], report: Report): void {
  const seen = new Set<string>();
  days.forEach(({ date }, i) => {
    if (seen.has(date)) report(['localDays', i, 'date'], `${date} is there twice`);
    seen.add(date);
  });
}

function checkApart<T extends { from?: string | undefined; to?: string | undefined }>(
  entries: readonly T[],
  name: string,
  isSame: (one: T, other: T) => boolean,
  report: Report,
): void {
  entries.forEach((entry, i) => {
    const other = entries
      .slice(0, i)
      .findIndex((before) => isSame(before, entry) && periodsOverlap(before, entry));
    if (other >= 0) report([name, i, 'from'], `overlaps ${name}[${other}]`);
  });
}
