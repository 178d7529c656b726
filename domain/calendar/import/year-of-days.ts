import type { PublishedYearInput } from '../../config/index.ts';
import { dateOf, dayNumber, weekdayOf } from '../day-number.ts';
import { dateZh } from '../days.ts';
import { englishName } from './holiday-names.ts';
import type { ImportNotes } from './import-result.ts';

/** A day that is off or worked for a holiday, with the line that says so. */
export interface ImportedDay {
  readonly date: string;
  /** Name of the holiday as config/calendar.yaml has it. */
  readonly name: string;
  readonly off: boolean;
  readonly line?: number;
}

type HolidayInput = PublishedYearInput['holidays'][number];

/** Date as it is read in both languages: `2026年10月10日 周六`. */
export function dateText(date: string): { zh: string; en: string } {
  const number = dayNumber(date);
  const weekday = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][
    weekdayOf(number)
  ];
  return { zh: `${date.slice(0, 4)}年${dateZh(number)}`, en: `${date} (${weekday ?? ''})` };
}

/**
 * The holidays that days off and days of work make: days off of one name that follow each other, weekends between them
 * included, are one holiday; a day of work belongs to the nearest holiday of its name. Notes what contradicts itself.
 */
export function holidaysOf(days: readonly ImportedDay[], notes: ImportNotes): HolidayInput[] {
  checkTwice(days, notes);
  const holidays: { name: string; from: number; to: number; makeUp: Set<string> }[] = [];
  const off = days.filter((day) => day.off).toSorted((a, b) => a.date.localeCompare(b.date));
  const worked = days.filter((day) => !day.off).toSorted((a, b) => a.date.localeCompare(b.date));
  const workedDates = new Set(worked.map((day) => day.date));
  for (const { date, name } of off) {
    const number = dayNumber(date);
    const open = holidays.findLast((holiday) => holiday.name === name);
    if (open && number > open.to && isFree(open.to + 1, number - 1, workedDates)) open.to = number;
    else if (!open || number > open.to) holidays.push({ name, from: number, to: number, makeUp: new Set() });
  }
  for (const { date, name, line } of worked) {
    const number = dayNumber(date);
    const text = dateText(date);
    if (weekdayOf(number) < 5) {
      notes.warn(
        `${text.zh}本来就是工作日,却列为调休上班`,
        `${text.en} is a working day anyway, but is named as a make-up day`,
        line,
      );
    }
    const distance = (holiday: { from: number; to: number }): number =>
      Math.min(Math.abs(holiday.from - number), Math.abs(holiday.to - number));
    const byDistance = holidays.toSorted((a, b) => distance(a) - distance(b));
    const owner = byDistance.find((holiday) => holiday.name === name) ?? byDistance[0];
    if (owner) owner.makeUp.add(date);
    else
      notes.error(`${text.zh}调休上班,却没有对应的假日`, `${text.en} is a make-up day of no holiday`, line);
  }
  for (const name of new Set(off.map((day) => day.name))) {
    if (englishName(name) === undefined) {
      notes.warn(`“${name}”没有英文名,暂用中文`, `“${name}” has no English name, the Chinese one is used`);
    }
  }
  return holidays.map(({ name, from, to, makeUp }) => ({
    zh: name,
    en: englishName(name) ?? name,
    from: dateOf(from),
    to: dateOf(to),
    ...(makeUp.size === 0 ? {} : { makeUpDays: [...makeUp].sort() }),
  }));
}

/** Holidays by the year they belong to: that of their last day, so that New Year's belongs to the new one. */
export function byYear(holidays: readonly HolidayInput[]): Map<number, HolidayInput[]> {
  const years = new Map<number, HolidayInput[]>();
  for (const holiday of holidays) {
    // a new year's holiday that a file of the old year cuts at its end
    const isCut = holiday.zh === '元旦' && holiday.to.endsWith('-12-31');
    const year = Number(holiday.to.slice(0, 4)) + (isCut ? 1 : 0);
    years.set(year, [...(years.get(year) ?? []), holiday]);
  }
  return new Map([...years].sort(([a], [b]) => a - b));
}

function isFree(from: number, to: number, worked: ReadonlySet<string>): boolean {
  for (let number = from; number <= to; number += 1) {
    if (weekdayOf(number) < 5 || worked.has(dateOf(number))) return false;
  }
  return true;
}

function checkTwice(days: readonly ImportedDay[], notes: ImportNotes): void {
  const seen = new Map<string, ImportedDay>();
  for (const day of days) {
    const other = seen.get(day.date);
    const text = dateText(day.date);
    if (other && other.off !== day.off) {
      notes.error(
        `${text.zh}既放假又上班(${other.name}、${day.name})`,
        `${text.en} is both off and worked (${other.name}, ${day.name})`,
        day.line,
      );
    } else if (other && other.name !== day.name) {
      notes.error(
        `${text.zh}同时属于两个假日(${other.name}、${day.name})`,
        `${text.en} belongs to two holidays (${other.name}, ${day.name})`,
        day.line,
      );
    }
    seen.set(day.date, day);
  }
}
