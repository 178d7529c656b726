import type { CalendarConfig, OpenRange } from '../config/calendar-config.ts';
import { MINUTE_MS, dateOf, dayNumber, weekdayOf } from './day-number.ts';

/** What a day is. `unpublished`: after the last published day, assumed from the week alone. */
export type DayKind = 'working' | 'weekend' | 'holiday' | 'make-up' | 'half-day' | 'closure' | 'unpublished';

/** One day of the calendar as it is for one unit (or for the city). */
export interface Day {
  readonly number: number;
  readonly date: string;
  /** The date as it is read, `11月24日 周二`. */
  readonly dateZh: string;
  readonly kind: DayKind;
  /** Working hours in ms from midnight, in order; empty on a day without work. */
  readonly open: readonly OpenRange[];
  /** Sum of the working hours in ms. */
  readonly openMs: number;
  /** How much of a working day it counts for, 0 to 1. */
  readonly counts: number;
  /** Why the day is what it is, both languages. */
  readonly zh: string;
  readonly en: string;
  /** Notice that made it so, e.g. `国办发明电〔2025〕7号`. */
  readonly notice?: string;
}

/** Days assumed after the last published one, so that a marked, provisional deadline can be shown. */
const PROVISIONAL_DAYS = 800;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const WEEKDAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

interface Special {
  readonly kind: DayKind;
  readonly open: readonly OpenRange[];
  readonly counts: number;
  readonly zh: string;
  readonly en: string;
  readonly notice: string;
}

/** First and last day number that the published notices cover. */
export function publishedSpan(config: CalendarConfig): { first: number; last: number } {
  const years = config.published.map((entry) => entry.year);
  const lastOfYears = `${String(Math.max(...years))}-12-31`;
  const given = config.lastPublishedDay ?? lastOfYears;
  return {
    first: dayNumber(`${String(Math.min(...years))}-01-01`),
    last: dayNumber(given < lastOfYears ? given : lastOfYears),
  };
}

/** Every day from the first published one on, with the closures of `unit` if one is given. */
export function buildDays(config: CalendarConfig, unit?: string): Day[] {
  const { first, last } = publishedSpan(config);
  const special = specialDays(config);
  const closures = config.closures.filter((closure) => closure.unit === unit);
  const week = WEEKDAYS.map((name) => toMs(config.week[name]));
  const days: Day[] = [];
  for (let number = first; number <= last + PROVISIONAL_DAYS; number += 1) {
    const date = dateOf(number);
    const weekday = weekdayOf(number);
    const closure = closures.find((entry) => entry.from <= date && date <= entry.to);
    const found = number <= last ? special.get(date) : undefined;
    const open = found?.open ?? week[weekday] ?? [];
    if (closure && open.length > 0) {
      days.push(
        day(number, 'closure', [], 0, `本单位停止办公(${closure.zh})`, `Unit closed (${closure.en})`),
      );
    } else if (found) {
      days.push(day(number, found.kind, found.open, found.counts, found.zh, found.en, found.notice));
    } else if (number > last) {
      const zh = '该年节假日安排尚未公布,暂按周历推算';
      const en = 'Holidays not yet published, assumed from the week alone';
      days.push(day(number, 'unpublished', open, open.length > 0 ? 1 : 0, zh, en));
    } else if (open.length > 0) {
      days.push(day(number, 'working', open, 1, '工作日', 'Working day'));
    } else {
      days.push(day(number, 'weekend', [], 0, '周末', 'Weekend'));
    }
  }
  return days;
}

/** `11月24日 周二` of a day number. */
export function dateZh(number: number): string {
  const date = dateOf(number);
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日 ${WEEKDAYS_ZH[weekdayOf(number)] ?? ''}`;
}

function day(
  number: number,
  kind: DayKind,
  open: readonly OpenRange[],
  counts: number,
  zh: string,
  en: string,
  notice?: string,
): Day {
  const openMs = open.reduce((sum, range) => sum + range.to - range.from, 0);
  const base = { number, date: dateOf(number), dateZh: dateZh(number), kind, open, openMs, counts, zh, en };
  return notice === undefined ? base : { ...base, notice };
}

function specialDays(config: CalendarConfig): Map<string, Special> {
  const special = new Map<string, Special>();
  const makeUpHours = toMs(config.makeUpHours);
  for (const { notice, holidays } of config.published) {
    const by = notice.number ?? notice.title;
    for (const { zh, en, from, to, makeUpDays } of holidays) {
      for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
        const text = { zh: `${zh}放假(${by})`, en: `${en} holiday (${by})` };
        special.set(dateOf(number), { kind: 'holiday', open: [], counts: 0, ...text, notice: by });
      }
      for (const date of makeUpDays) {
        const text = { zh: `${zh}调休上班(${by})`, en: `Make-up working day for ${en} (${by})` };
        special.set(date, { kind: 'make-up', open: makeUpHours, counts: 1, ...text, notice: by });
      }
    }
  }
  for (const half of config.halfDays) {
    const text = { zh: `半天工作:${half.zh}(${half.notice})`, en: `Half-day: ${half.en} (${half.notice})` };
    special.set(half.date, {
      kind: 'half-day',
      open: toMs(half.hours),
      counts: half.counts,
      ...text,
      notice: half.notice,
    });
  }
  return special;
}

function toMs(hours: readonly OpenRange[]): OpenRange[] {
  return hours.map(({ from, to }) => ({ from: from * MINUTE_MS, to: to * MINUTE_MS }));
}
