import { z } from 'zod';
import { isIsoDate } from '../calendar/day-number.ts';

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

const isoDate = z.string().refine(isIsoDate, { error: 'expected a date like 2026-10-01' });
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Hours of one day, `['09:00-12:00', '13:30-17:30']`, in order and apart; parsed to minutes of the day. */
const dayHours = z
  .array(z.string().regex(HOURS, { error: 'expected hours like 09:00-12:00' }))
  .transform((ranges) =>
    ranges.map((range) => ({ from: minutesOf(range.slice(0, 5)), to: minutesOf(range.slice(6)) })),
  )
  .refine(
    (ranges) => ranges.every((range, i) => range.from < range.to && range.from >= (ranges[i - 1]?.to ?? 0)),
    {
      error: 'hours must run forward and may not overlap',
    },
  );

const workingDayHours = dayHours.refine((ranges) => ranges.length > 0, {
  error: 'a working day needs at least one range of hours',
});

const holiday = z
  .strictObject({
    zh: z.string().min(1),
    en: z.string().min(1),
    from: isoDate,
    to: isoDate,
    makeUpDays: z.array(isoDate).default([]),
  })
  .refine((day) => day.from <= day.to, { error: 'from must not be after to', path: ['from'] });

const publishedYear = z.strictObject({
  year: z.int().min(1992).max(2200),
  notice: z.strictObject({
    title: z.string().min(1),
    number: z.string().optional(),
    issued: isoDate.optional(),
  }),
  holidays: z.array(holiday),
});

const halfDay = z.strictObject({
  date: isoDate,
  zh: z.string().min(1),
  en: z.string().min(1),
  hours: workingDayHours,
  /** Share of a working day that the day counts for. */
  counts: z.number().gt(0).lte(1).default(0.5),
  notice: z.string().min(1),
});

const closure = z
  .strictObject({
    unit: z.string().min(1),
    from: isoDate,
    to: isoDate,
    zh: z.string().min(1),
    en: z.string().min(1),
  })
  .refine((day) => day.from <= day.to, { error: 'from must not be after to', path: ['from'] });

/**
 * config/calendar.yaml: working week, published holidays with their make-up days, half-days and closures of units.
 * The zone is fixed: Shanghai has had one offset, +08:00, since 1991.
 */
export const calendarConfigSchema = z
  .strictObject({
    zone: z.literal('Asia/Shanghai').default('Asia/Shanghai'),
    /** How N working days end, see WorkingCalendar. @default same-time */
    workingDayRule: z.enum(['same-time', 'day-end']).default('same-time'),
    week: z.strictObject({
      monday: dayHours,
      tuesday: dayHours,
      wednesday: dayHours,
      thursday: dayHours,
      friday: dayHours,
      saturday: dayHours,
      sunday: dayHours,
    }),
    makeUpHours: workingDayHours,
    published: z.array(publishedYear).min(1),
    /** Last day that may be counted on. @default 31 December of the last published year */
    lastPublishedDay: isoDate.optional(),
    halfDays: z.array(halfDay).default([]),
    closures: z.array(closure).default([]),
  })
  .superRefine((config, context) => {
    const report = (path: (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (Object.values(config.week).every((hours) => hours.length === 0)) {
      report(['week'], 'at least one weekday must have working hours');
    }
    config.published.forEach((entry, i) => {
      const previous = config.published[i - 1];
      if (previous && entry.year !== previous.year + 1) {
        report(['published', i, 'year'], `years must follow one another; ${previous.year + 1} is missing`);
      }
      entry.holidays.forEach((day, j) => {
        if (day.from.slice(0, 4) > String(entry.year) || day.to.slice(0, 4) < String(entry.year)) {
          report(['published', i, 'holidays', j, 'from'], `lies outside the year ${entry.year}`);
        }
      });
    });
    config.published.forEach((entry, i) => {
      entry.holidays.forEach((day, j) => {
        day.makeUpDays.forEach((date, k) => {
          const inside = config.published.some((year) =>
            year.holidays.some((other) => other.from <= date && date <= other.to),
          );
          if (inside) {
            report(['published', i, 'holidays', j, 'makeUpDays', k], `${date} is a holiday itself`);
          }
        });
      });
    });
  });

/** The calendar as it is written, before defaults. */
export type CalendarConfigInput = z.input<typeof calendarConfigSchema>;
/** The parsed calendar. */
export type CalendarConfig = z.output<typeof calendarConfigSchema>;
/** Minutes of the day between which work is done. */
export interface OpenRange {
  readonly from: number;
  readonly to: number;
}
