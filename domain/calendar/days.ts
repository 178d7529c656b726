import type { CalendarConfig, Closure, OpenRange } from '../config/calendar-config.ts';
import { DayHours, toMs } from './day-hours.ts';
import type { Hours } from './day-hours.ts';
import { dateOf, dayNumber, weekdayOf } from './day-number.ts';
import { specialDays } from './special-days.ts';
import type { SpecialDay } from './special-days.ts';

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
const WEEKDAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** What a day is, before it has its date. */
type DayFacts = Pick<Day, 'kind' | 'open' | 'counts' | 'zh' | 'en' | 'notice'>;

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

/** Every day of the city from the first published one on. */
export function cityDays(config: CalendarConfig): Day[] {
  const { first, last } = publishedSpan(config);
  const special = specialDays(config);
  const hours = new DayHours(config);
  return Array.from({ length: last - first + 1 + PROVISIONAL_DAYS }, (_, i) => {
    const number = first + i;
    const date = dateOf(number);
    const found = number <= last ? special.get(date) : undefined;
    const facts = factsOf(date, weekdayOf(number), number > last, found, hours);
    return dayOf(number, date, dateZh(number), facts);
  });
}

/** Every day of one unit: the city's, except where the unit's own hours or closures say otherwise. */
export function unitDays(config: CalendarConfig, unit: string, city: readonly Day[]): Day[] {
  const { last } = publishedSpan(config);
  const special = specialDays(config);
  const hours = new DayHours(config, unit);
  const closures = config.closures.filter((closure) => closure.unit === unit);
  return city.map((day) => {
    const { number, date } = day;
    const closure = closures.find((entry) => entry.from <= date && date <= entry.to);
    if (!closure && !hours.hasOwn(date)) return day;
    const found = number <= last ? special.get(date) : undefined;
    const facts = factsOf(date, weekdayOf(number), number > last, found, hours);
    return dayOf(number, date, day.dateZh, closure ? closed(facts, closure) : facts);
  });
}

/** `11月24日 周二` of a day number. */
export function dateZh(number: number): string {
  const date = dateOf(number);
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日 ${WEEKDAYS_ZH[weekdayOf(number)] ?? ''}`;
}

function factsOf(
  date: string,
  weekday: number,
  unpublished: boolean,
  special: SpecialDay | undefined,
  dayHours: DayHours,
): DayFacts {
  const hours = dayHours.on(date, weekday);
  // a unit's day of rest is one on a half-day too, but a make-up day is work for all
  if (hours.rests && special?.kind !== 'holiday' && special?.kind !== 'make-up') return resting(hours);
  if (special) return { ...special, open: special.open ?? dayHours.ofMakeUp(date) };
  const { open, counts } = hours;
  if (unpublished) {
    const zh = '该年节假日安排尚未公布,暂按周历推算';
    const en = 'Holidays not yet published, assumed from the week alone';
    return { kind: 'unpublished', open, counts, zh, en };
  }
  if (open.length === 0) return { kind: 'weekend', open, counts, zh: '周末', en: 'Weekend' };
  return working(hours);
}

function working({ open, counts, extra, by }: Hours): DayFacts {
  const notice = by?.notice === undefined ? {} : { notice: by.notice };
  if (by === undefined) return { kind: 'working', open, counts, zh: '工作日', en: 'Working day' };
  return extra
    ? {
        kind: 'working',
        open,
        counts,
        zh: `周末,本单位照常开放(${by.zh})`,
        en: `Weekend, the unit is open (${by.en})`,
        ...notice,
      }
    : { kind: 'working', open, counts, zh: `工作日(${by.zh})`, en: `Working day (${by.en})`, ...notice };
}

function resting({ by }: Hours): DayFacts {
  return {
    kind: 'closure',
    open: [],
    counts: 0,
    zh: `本单位休息日(${by?.zh ?? ''})`,
    en: `Day of rest of the unit (${by?.en ?? ''})`,
  };
}

function closed(facts: DayFacts, { zh, en, hours, counts }: Closure): DayFacts {
  if (facts.open.length === 0) return facts;
  if (!hours) {
    return {
      kind: 'closure',
      open: [],
      counts: 0,
      zh: `本单位停止办公(${zh})`,
      en: `Unit closed (${en})`,
    };
  }
  return {
    kind: 'closure',
    open: toMs(hours),
    counts: Math.min(facts.counts, counts ?? 0.5),
    zh: `本单位部分时段停止办公(${zh})`,
    en: `Unit closed for a part of the day (${en})`,
  };
}

function dayOf(number: number, date: string, zhOfDate: string, facts: DayFacts): Day {
  const openMs = facts.open.reduce((sum, range) => sum + range.to - range.from, 0);
  const { kind, open, counts, zh, en, notice } = facts;
  const day = { number, date, dateZh: zhOfDate, kind, open, openMs, counts, zh, en };
  return notice === undefined ? day : { ...day, notice };
}
