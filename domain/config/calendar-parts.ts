import { z } from 'zod';
import { dayNumber, isIsoDate } from '../calendar/day-number.ts';

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const MONTH_DAY = /^\d{2}-\d{2}$/;

/** Minutes of the day between which work is done. */
export interface OpenRange {
  readonly from: number;
  readonly to: number;
}

export const isoDate = z.string().refine(isIsoDate, { error: 'expected a date like 2026-10-01' });
/** `05-01`: a day of every year. 02-29 is the last of February in other years. */
const isMonthDay = (text: string): boolean => MONTH_DAY.test(text) && isIsoDate(`2000-${text}`);
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const words = { zh: z.string().min(1), en: z.string().min(1) };

/** Hours of one day, `['09:00-12:00', '13:30-17:30']`, in order and apart; parsed to minutes of the day. */
export const dayHours = z
  .array(z.string().regex(HOURS, { error: 'expected hours like 09:00-12:00' }))
  .transform((ranges) =>
    ranges.map((range) => ({ from: minutesOf(range.slice(0, 5)), to: minutesOf(range.slice(6)) })),
  )
  .refine(
    (ranges) => ranges.every((range, i) => range.from < range.to && range.from >= (ranges[i - 1]?.to ?? 0)),
    { error: 'hours must run forward and may not overlap' },
  );

export const workingDayHours = dayHours.refine((ranges) => ranges.length > 0, {
  error: 'a working day needs at least one range of hours',
});

export const week = z.strictObject({
  monday: dayHours,
  tuesday: dayHours,
  wednesday: dayHours,
  thursday: dayHours,
  friday: dayHours,
  saturday: dayHours,
  sunday: dayHours,
});

const notice = z.strictObject({
  title: z.string().min(1),
  number: z.string().optional(),
  issued: isoDate.optional(),
});

const forward = { error: 'from must not be after to', path: ['from'] };

export const holiday = z
  .strictObject({
    ...words,
    from: isoDate,
    to: isoDate,
    makeUpDays: z.array(isoDate).default([]),
    /** A notice of its own, when the holiday was set or changed after the year's notice. */
    notice: notice.optional(),
  })
  .refine((day) => day.from <= day.to, forward);

export const publishedYear = z.strictObject({
  year: z.int().min(1992).max(2200),
  notice,
  holidays: z.array(holiday),
});

/** Share of a working day that a day counts for. */
const counts = z.number().gt(0).lte(1);

/** A day that the city itself arranges otherwise than the national notices, and the notice that says so. */
export const localDay = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('holiday'),
    date: isoDate,
    ...words,
    notice: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal('make-up'),
    date: isoDate,
    ...words,
    /** @default the hours of make-up days */
    hours: workingDayHours.optional(),
    counts: counts.default(1),
    notice: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal('half-day'),
    date: isoDate,
    ...words,
    hours: workingDayHours,
    counts: counts.default(0.5),
    notice: z.string().min(1),
  }),
]);

export const closure = z
  .strictObject({
    unit: z.string().min(1),
    from: isoDate,
    to: isoDate,
    ...words,
    /** Hours that are still worked: the unit closes for a part of the day only. */
    hours: workingDayHours.optional(),
    /** Share of a working day that such a day counts for. @default 0.5 with hours, else 0 */
    counts: counts.optional(),
  })
  .refine((day) => day.from <= day.to, forward)
  .refine((day) => day.counts === undefined || day.hours !== undefined, {
    error: 'a closure without hours counts for nothing',
    path: ['counts'],
  });

/** A span of days as a season or a unit's hours have it; without `from` it is all days. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly since?: string | undefined;
}

const periodFault = { error: 'expected two days of the year (05-01) or two dates, in order', path: ['from'] };

function isPeriod({ from, to }: Period): boolean {
  if (from === undefined || to === undefined) return from === to;
  return (isMonthDay(from) && isMonthDay(to)) || (isIsoDate(from) && isIsoDate(to) && from <= to);
}

/** Seasonal hours of the city (夏季作息): from one day of the year to another, or between two dates. */
export const season = z
  .strictObject({
    ...words,
    from: z.string(),
    to: z.string(),
    /** First day on which a season of every year is kept. @default always */
    since: isoDate.optional(),
    /** Hours of each day of the week on which the city works. */
    hours: workingDayHours,
    /** @default hours */
    makeUpHours: workingDayHours.optional(),
    notice: z.string().min(1).optional(),
  })
  .refine(isPeriod, periodFault);

/** A unit's own working hours; days of the week that are left out are as the city's. */
export const unitHours = z
  .strictObject({
    unit: z.string().min(1),
    ...words,
    from: z.string().optional(),
    to: z.string().optional(),
    /** First day on which they are kept. @default always */
    since: isoDate.optional(),
    week: week.partial(),
    /** @default the city's hours of make-up days */
    makeUpHours: workingDayHours.optional(),
    /** Share of a working day of a day on which this unit works and the city does not; its hours count always. */
    extraDaysCount: z.number().gte(0).lte(1).default(0),
    notice: z.string().min(1).optional(),
  })
  .refine(isPeriod, periodFault);

/** Whether a date lies in a period. A season of every year may run over the turn of the year. */
export function isInPeriod(date: string, { from, to, since }: Period): boolean {
  if (since !== undefined && date < since) return false;
  if (from === undefined || to === undefined) return true;
  if (from.length === date.length) return from <= date && date <= to;
  const day = date.slice(5);
  return from <= to ? from <= day && day <= to : day >= from || day <= to;
}

/** Whether two periods share a day; false where one is none. */
export function periodsOverlap(one: Period, other: Period): boolean {
  if (!isPeriod(one) || !isPeriod(other)) return false;
  if (one.from === undefined || other.from === undefined) return true;
  const dated = [one, other].find(({ from }) => from?.length === 10);
  const first = dayNumber(dated?.from ?? '2000-01-01');
  const last = dayNumber(dated?.to ?? '2000-12-31');
  for (let day = first; day <= last; day += 1) {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    // years before `since` do not matter: the same days come again
    if (isInPeriod(date, { ...one, since: undefined }) && isInPeriod(date, { ...other, since: undefined })) {
      return true;
    }
  }
  return false;
}
