import type { CalendarConfig } from '../../config/calendar-config.ts';
import { MINUTE_MS, dateOf, dayNumber } from '../day-number.ts';
import { cityDays, dateZh, publishedSpan } from '../days.ts';
import type { Day } from '../days.ts';
import { hoursText } from '../hours-text.ts';
import { specialDays } from '../special-days.ts';
import type { CalendarChange } from './calendar-changes.ts';

/** A day that is otherwise than before, and what it is now. */
interface ChangedDay {
  readonly number: number;
  readonly zh: string;
  readonly en: string;
}

/**
 * The days that a notice or the city makes otherwise than before, in words, days of one change together. Days of years
 * that only one of the calendars has are left to the words of their year.
 */
export function dayChanges(before: CalendarConfig, after: CalendarConfig): CalendarChange[] {
  const years = (config: CalendarConfig): Set<number> => new Set(config.published.map(({ year }) => year));
  const [was, is] = [years(before), years(after)];
  const common = (date: string): boolean =>
    was.has(Number(date.slice(0, 4))) && is.has(Number(date.slice(0, 4)));
  const [oldDays, newDays] = [daysByNumber(before), daysByNumber(after)];
  const numbers = [...specialDays(before).keys(), ...specialDays(after).keys()].filter(common).map(dayNumber);
  const local = new Map(after.localDays.map(({ date }, i) => [date, `localDays[${i}]`]));
  const changed: (ChangedDay & { path: string })[] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const [from, to] = [oldDays.get(number), newDays.get(number)];
    if (!from || !to || isSame(from, to)) continue;
    changed.push({ number, ...wordsOf(to), path: local.get(to.date) ?? pathOf(after, to.date) });
  }
  return grouped(changed);
}

function daysByNumber(config: CalendarConfig): Map<number, Day> {
  const { last } = publishedSpan(config);
  // hours of the week and of seasons have words of their own
  const days = cityDays({ ...config, seasons: [] });
  return new Map(days.filter((day) => day.number <= last).map((day) => [day.number, day]));
}

function isSame(one: Day, other: Day): boolean {
  return (
    one.kind === other.kind &&
    one.zh === other.zh &&
    one.counts === other.counts &&
    (one.kind === 'working' || JSON.stringify(one.open) === JSON.stringify(other.open))
  );
}

function wordsOf(day: Day): { zh: string; en: string } {
  const hours = hoursText(day.open.map(({ from, to }) => ({ from: from / MINUTE_MS, to: to / MINUTE_MS })));
  switch (day.kind) {
    case 'holiday':
      return { zh: `改为放假:${day.zh}`, en: `is off now: ${day.en}` };
    case 'make-up':
      return { zh: `改为上班 ${hours.zh}:${day.zh}`, en: `is worked now, ${hours.en}: ${day.en}` };
    case 'half-day':
      return {
        zh: `改为半天 ${hours.zh}(计 ${day.counts} 个工作日):${day.zh}`,
        en: `is a half-day now, ${hours.en} (counts ${day.counts} of a working day): ${day.en}`,
      };
    default:
      return day.openMs > 0
        ? { zh: `恢复为工作日 ${hours.zh}`, en: `is an ordinary working day again, ${hours.en}` }
        : { zh: '恢复为周末', en: 'is an ordinary weekend again' };
  }
}

function pathOf(config: CalendarConfig, date: string): string {
  for (const [i, { holidays }] of config.published.entries()) {
    const j = holidays.findIndex(
      ({ from, to, makeUpDays }) => (from <= date && date <= to) || makeUpDays.includes(date),
    );
    if (j >= 0) return `published[${i}].holidays[${j}]`;
  }
  const i = config.published.findIndex(({ year }) => year === Number(date.slice(0, 4)));
  return `published[${i}].holidays`;
}

function grouped(changed: readonly (ChangedDay & { path: string })[]): CalendarChange[] {
  const groups: { from: number; to: number; zh: string; en: string; path: string }[] = [];
  for (const { number, zh, en, path } of changed) {
    const open = groups.at(-1);
    if (open?.to === number - 1 && open.zh === zh) open.to = number;
    else groups.push({ from: number, to: number, zh, en, path });
  }
  return groups.map(({ from, to, zh, en, path }) => {
    const [first, last] = [dateOf(from), dateOf(to)];
    const year = first.slice(0, 4);
    return from === to
      ? { zh: `${year}年${dateInWords(from)}${zh}`, en: `${first} ${en}`, path }
      : {
          zh: `${year}年${dateInWords(from)}至${dateInWords(to)}${zh}`,
          en: `${first} to ${last}: ${en}`,
          path,
        };
  });
}

/** `10月10日（周六）`. */
function dateInWords(number: number): string {
  const [date = '', weekday = ''] = dateZh(number).split(' ');
  return `${date}（${weekday}）`;
}
