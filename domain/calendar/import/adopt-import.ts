import type { CalendarConfigInput, PublishedYearInput } from '../../config/index.ts';
import type { CalendarImport } from './import-result.ts';

type HolidayInput = PublishedYearInput['holidays'][number];

/**
 * The calendar with what was imported: a year's notice takes the place of that year or is put in its order; one that
 * amends changes the holidays it names and leaves the others. A last published day before an imported year is dropped,
 * so that the year counts. The result is still to be checked by `calendarConfigSchema` (a year may be missing between).
 */
export function adoptImport(calendar: CalendarConfigInput, imported: CalendarImport): CalendarConfigInput {
  const years = new Map(calendar.published.map((entry) => [entry.year, entry]));
  for (const entry of imported.years) {
    const before = years.get(entry.year);
    years.set(entry.year, before && imported.amends ? amended(before, entry) : entry);
  }
  const published = [...years.values()].sort((a, b) => a.year - b.year);
  const { lastPublishedDay, ...rest } = calendar;
  const last = Math.max(...imported.years.map((entry) => entry.year));
  const isReached = lastPublishedDay !== undefined && lastPublishedDay >= `${last}-12-31`;
  return { ...rest, published, ...(isReached ? { lastPublishedDay } : {}) };
}

function amended(year: PublishedYearInput, by: PublishedYearInput): PublishedYearInput {
  const changed = by.holidays.map((holiday): HolidayInput => ({ ...holiday, notice: by.notice }));
  const isNew = (date: string): boolean => changed.some(({ from, to }) => from <= date && date <= to);
  const kept = year.holidays
    .filter((holiday) => !changed.some((other) => other.zh === holiday.zh || overlap(other, holiday)))
    .map((holiday) => {
      // a day of work that the amendment makes a holiday is no day of work any more
      const { makeUpDays, ...rest } = holiday;
      const left = makeUpDays?.filter((date) => !isNew(date)) ?? [];
      return left.length === 0 ? rest : { ...rest, makeUpDays: left };
    });
  return { ...year, holidays: [...kept, ...changed].sort((a, b) => a.from.localeCompare(b.from)) };
}

function overlap(one: HolidayInput, other: HolidayInput): boolean {
  return one.from <= other.to && other.from <= one.to;
}
