import ICAL from 'ical.js';
import { dateOf, dayNumber } from '../day-number.ts';
import { englishName, holidayName } from './holiday-names.ts';
import { ImportNotes } from './import-result.ts';
import type { CalendarImport } from './import-result.ts';
import { byYear, holidaysOf } from './year-of-days.ts';
import type { ImportedDay } from './year-of-days.ts';

const MAX_DAYS_OF_EVENT = 60;

/**
 * Reads a calendar with Chinese holidays: Apple's and chinese-days' (`春节（休）`, `春节（班）`, X-APPLE-SPECIAL-DAY),
 * holiday-cn's (`春节假期`, `上班(补春节假期)`), Google's (a public holiday by its description). Festivals without a
 * day off are left out.
 */
export function importIcs(text: string): CalendarImport {
  const notes = new ImportNotes();
  const events = eventsOf(text, notes);
  const days = events.flatMap((event) => daysOf(event));
  const left = events.length - events.filter((event) => daysOf(event).length > 0).length;
  if (events.length > 0 && days.length === 0) {
    notes.error(
      '日历中没有标明“休”“班”的事件',
      'no event of the calendar is marked as a day off or a working day',
    );
  } else if (left > 0) {
    notes.warn(
      `${left}个没有标明“休”“班”的事件未导入`,
      `${left} events that are not marked as off or worked were left out`,
    );
  }
  const years = [...byYear(holidaysOf(days, notes))].map(([year, holidays]) => ({
    year,
    notice: { title: `国务院办公厅关于${year}年部分节假日安排的通知` },
    holidays,
  }));
  return notes.result(years);
}

function eventsOf(text: string, notes: ImportNotes): ICAL.Component[] {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const events = calendar.getAllSubcomponents('vevent');
    if (events.length === 0) notes.error('日历中没有事件', 'there are no events in the calendar');
    return events;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    notes.error(`不是日历文件(ICS):${reason}`, `this is no calendar file (ICS): ${reason}`);
    return [];
  }
}

function daysOf(event: ICAL.Component): ImportedDay[] {
  const summary = textOf(event, 'summary');
  const off = isOff(event, summary);
  if (off === undefined || textOf(event, 'status') === 'CANCELLED') return [];
  const first = dateIn(event, 'dtstart');
  if (first === undefined) return [];
  // DTEND is the day after the last one, but some calendars write the last one
  const end = dateIn(event, 'dtend') ?? first + 1;
  const length = Math.min(Math.max(end - first, 1), MAX_DAYS_OF_EVENT);
  const name = nameIn(summary);
  return Array.from({ length }, (_, i) => ({ date: dateOf(first + i), name, off }));
}

/** Whether an event is a day off, a day of work, or (undefined) neither. */
function isOff(event: ICAL.Component, summary: string): boolean | undefined {
  const special = textOf(event, 'x-apple-special-day');
  if (special === 'WORK-HOLIDAY') return true;
  if (special === 'ALTERNATE-WORKDAY') return false;
  if (/[(（【[]班[)）】\]]|上班|补班|工作日|working day/i.test(summary)) return false;
  if (/[(（【[]休[)）】\]]|假期|放假|补休|休假/.test(summary)) return true;
  return /^(?:公共假期|公众假期|法定节假日|public holiday)/i.test(textOf(event, 'description'))
    ? true
    : undefined;
}

/** The holiday in a summary: `春节（休）`, `上班(补春节假期)`, `National Day`. */
function nameIn(summary: string): string {
  const inner = /补(.+?)(?:假期)?[)）]/.exec(summary)?.[1] ?? summary;
  const bare = inner
    .replace(/[(（【[][^)）】\]]*[)）】\]]/g, '')
    .replace(/第\d+天.*$|共\d+天.*$|假期|放假|补休|补班|调休|上班|工作日|休假/g, '')
    .trim();
  const name = holidayName(bare === '' ? summary : bare);
  if (englishName(name) !== undefined) return name;
  return ENGLISH_SUMMARIES.find(([pattern]) => pattern.test(summary))?.[1] ?? name;
}

const ENGLISH_SUMMARIES: readonly (readonly [RegExp, string])[] = [
  [/new year'?s? day/i, '元旦'],
  [/spring festival|chinese new year|lunar new year/i, '春节'],
  [/qing ?ming|tomb.?sweeping/i, '清明节'],
  [/labou?r day|may day/i, '劳动节'],
  [/dragon boat/i, '端午节'],
  [/mid-?autumn/i, '中秋节'],
  [/national day/i, '国庆节'],
];

function textOf(event: ICAL.Component, property: string): string {
  const value: unknown = event.getFirstPropertyValue(property);
  return typeof value === 'string' ? value : '';
}

/** Day number of a date property, by the date as it is written. */
function dateIn(event: ICAL.Component, property: string): number | undefined {
  const value: unknown = event.getFirstPropertyValue(property);
  if (!(value instanceof ICAL.Time)) return undefined;
  const date = [value.year, value.month, value.day].map((part) => String(part).padStart(2, '0')).join('-');
  return dayNumber(date);
}
