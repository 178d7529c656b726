import { dateOf, dayNumber, isIsoDate, weekdayOf } from '../day-number.ts';
import type { ImportNotes } from './import-result.ts';
import type { NoticeText } from './notice-text.ts';
import { dateText } from './year-of-days.ts';

/** Dates that a notice names together, and what it says of them. */
export interface DateGroup {
  readonly dates: readonly string[];
  /** Text behind the dates, up to the next date or the end of the part. */
  readonly says: string;
  /** Position of the first date in the notice. */
  readonly at: number;
}

const DATE = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?!期)(?:\(([^()]*)\))?/g;
const WEEKDAYS = '一二三四五六日';

interface Token {
  readonly date: string;
  readonly at: number;
  readonly end: number;
}

/**
 * The dates of a part of a notice. A month that is left out is that of the date before or of the first date, a year the
 * one in which the date lies nearest to the first date of the part. Notes dates that do not exist or whose named weekday is another.
 */
export function dateGroups(
  notice: NoticeText,
  from: number,
  to: number,
  year: number,
  notes: ImportNotes,
): DateGroup[] {
  const tokens = tokensOf(notice, from, to, year, notes);
  const groups: DateGroup[] = [];
  let dates: string[] = [];
  let at = from;
  tokens.forEach((token, i) => {
    if (dates.length === 0) at = token.at;
    const before = dates.at(-1);
    const isRange = before !== undefined && notice.text.slice(tokens[i - 1]?.end, token.at) === '至';
    if (isRange) dates.push(...datesBetween(before, token.date));
    else dates.push(token.date);
    const says = notice.text.slice(token.end, tokens[i + 1]?.at ?? to);
    if (/^(?:至|、|和|及|与)$/.test(says) && i + 1 < tokens.length) return;
    groups.push({ dates, says, at });
    dates = [];
  });
  return groups;
}

function tokensOf(notice: NoticeText, from: number, to: number, year: number, notes: ImportNotes): Token[] {
  const tokens: Token[] = [];
  let month: number | undefined;
  let anchor: number | undefined;
  for (const match of notice.text.slice(from, to).matchAll(DATE)) {
    const [whole, ofYear, ofMonth, day, named = ''] = match;
    const at = from + match.index;
    const line = notice.lineAt(at);
    const months = ofMonth === undefined ? monthsNear(month, anchor) : [Number(ofMonth)];
    if (months.length === 0) {
      notes.error(`“${whole}”没有月份`, `“${whole}” has no month`, line);
      continue;
    }
    const years = ofYear !== undefined ? [Number(ofYear)] : anchor === undefined ? [year] : yearsNear(year);
    const dates = months
      .map((of) => nearest(years, of, Number(day), anchor))
      .filter((date) => date !== undefined);
    const date = dates.find((one) => isWeekday(one, named)) ?? dates[0];
    if (date === undefined) {
      notes.error(`“${whole}”不是一个日期`, `“${whole}” is no date`, line);
      continue;
    }
    anchor ??= dayNumber(date);
    month = Number(date.slice(5, 7));
    checkWeekday(date, named, whole, line, notes);
    tokens.push({ date, at, end: at + whole.length });
  }
  return tokens;
}

function yearsNear(year: number): number[] {
  return [year, year - 1, year + 1];
}

function monthsNear(last: number | undefined, anchor: number | undefined): number[] {
  if (last === undefined || anchor === undefined) return [];
  return [last, Number(dateOf(anchor).slice(5, 7))];
}

/** The date of a month and day in one of some years that lies nearest to another date. */
function nearest(
  years: readonly number[],
  month: number,
  day: number,
  anchor: number | undefined,
): string | undefined {
  const two = (part: number): string => String(part).padStart(2, '0');
  const dates = years.map((year) => `${year}-${two(month)}-${two(day)}`).filter(isIsoDate);
  const away = (date: string): number => Math.abs(dayNumber(date) - (anchor ?? 0));
  return dates.toSorted((a, b) => away(a) - away(b))[0];
}

/** Whether a date is the day of the week that is named with it, if one is. */
function isWeekday(date: string, named: string): boolean {
  const weekday = /(?:星期|周|礼拜)([一二三四五六日天])/.exec(named)?.[1]?.replace('天', '日');
  return weekday === undefined || WEEKDAYS[weekdayOf(dayNumber(date))] === weekday;
}

function checkWeekday(date: string, named: string, whole: string, line: number, notes: ImportNotes): void {
  if (isWeekday(date, named)) return;
  const text = dateText(date);
  notes.error(
    `“${whole}”与日历不符:${text.zh}`,
    `“${whole}” does not agree with the calendar: ${text.en}`,
    line,
  );
}

/** Dates after one up to another, which may not be before it. */
function datesBetween(after: string, to: string): string[] {
  const first = dayNumber(after) + 1;
  const length = Math.min(Math.max(dayNumber(to) - first + 1, 0), 60);
  return Array.from({ length }, (_, i) => dateOf(first + i));
}
