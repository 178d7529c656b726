import { z } from 'zod';
import { isoDate } from '../../config/calendar-parts.ts';
import { holidayName } from './holiday-names.ts';
import { ImportNotes } from './import-result.ts';
import type { CalendarImport } from './import-result.ts';
import { byYear, holidaysOf } from './year-of-days.ts';
import type { ImportedDay } from './year-of-days.ts';

/** A year of NateScarlet/holiday-cn. */
const holidayCn = z.object({
  year: z.int(),
  papers: z.array(z.string()).default([]),
  days: z.array(z.object({ name: z.string().min(1), date: isoDate, isOffDay: z.boolean() })),
});

/** chinese-days: dates with `English name,中文名,number of days`. */
const chineseDays = z.object({
  holidays: z.record(isoDate, z.string()),
  workdays: z.record(isoDate, z.string()).default({}),
});

const table = z.union([chineseDays, holidayCn.transform((year) => [year]), z.array(holidayCn)]);

/**
 * Reads a table of holidays as JSON: a year (or a list of years) of NateScarlet/holiday-cn, `{year, papers, days: [{name,
 * date, isOffDay}]}`, or chinese-days, `{holidays, workdays}`.
 */
export function importHolidayJson(json: unknown): CalendarImport {
  const notes = new ImportNotes();
  const read = table.safeParse(parsed(json, notes));
  if (!read.success) {
    if (!notes.hasErrors) {
      notes.error(
        '不是认识的节假日 JSON(holiday-cn 或 chinese-days)',
        'this is no known JSON of holidays (holiday-cn or chinese-days)',
      );
    }
    return notes.result([]);
  }
  const days = Array.isArray(read.data)
    ? read.data.flatMap((year) =>
        year.days.map((day) => ({ date: day.date, name: holidayName(day.name), off: day.isOffDay })),
      )
    : [...namedDays(read.data.holidays, true), ...namedDays(read.data.workdays, false)];
  const years = [...byYear(holidaysOf(days, notes))].map(([year, holidays]) => ({
    year,
    notice: { title: `国务院办公厅关于${year}年部分节假日安排的通知` },
    holidays,
  }));
  if (years.length === 0) notes.error('文件中没有节假日', 'there are no holidays in the file');
  return notes.result(years);
}

function parsed(json: unknown, notes: ImportNotes): unknown {
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    notes.error(`不是 JSON:${reason}`, `this is no JSON: ${reason}`);
    return undefined;
  }
}

function namedDays(days: Readonly<Record<string, string>>, off: boolean): ImportedDay[] {
  return Object.entries(days).map(([date, text]) => ({
    date,
    name: holidayName(text.split(',')[1] ?? text),
    off,
  }));
}
