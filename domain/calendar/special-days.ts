import type { CalendarConfig, OpenRange } from '../config/calendar-config.ts';
import { toMs } from './day-hours.ts';
import { dateOf, dayNumber } from './day-number.ts';

/** A day that a notice makes other than its day of the week. */
export interface SpecialDay {
  readonly kind: 'holiday' | 'make-up' | 'half-day';
  /** Hours in ms from midnight; undefined for a make-up day with the usual hours of make-up days. */
  readonly open: readonly OpenRange[] | undefined;
  readonly counts: number;
  readonly zh: string;
  readonly en: string;
  /** Number of the notice, or its title where it has none. */
  readonly notice: string;
}

/** Days of the national notices and the city's own days by date; the city's own win. */
export function specialDays(config: CalendarConfig): ReadonlyMap<string, SpecialDay> {
  const special = new Map<string, SpecialDay>();
  for (const year of config.published) {
    for (const holiday of year.holidays) {
      const { zh, en, from, to, makeUpDays } = holiday;
      const source = holiday.notice ?? year.notice;
      const notice = source.number ?? source.title;
      for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
        special.set(dateOf(number), holidayOf(zh, en, notice));
      }
      for (const date of makeUpDays) special.set(date, makeUpOf(zh, en, notice, undefined, 1));
    }
  }
  for (const day of config.localDays) {
    const { date, zh, en, notice } = day;
    if (day.kind === 'holiday') special.set(date, holidayOf(zh, en, notice));
    else if (day.kind === 'make-up') {
      special.set(date, makeUpOf(zh, en, notice, day.hours && toMs(day.hours), day.counts));
    } else {
      special.set(date, {
        kind: 'half-day',
        open: toMs(day.hours),
        counts: day.counts,
        zh: `半天工作:${zh}(${notice})`,
        en: `Half-day: ${en} (${notice})`,
        notice,
      });
    }
  }
  return special;
}

function holidayOf(zh: string, en: string, notice: string): SpecialDay {
  return {
    kind: 'holiday',
    open: [],
    counts: 0,
    zh: `${zh}放假(${notice})`,
    en: `${en} holiday (${notice})`,
    notice,
  };
}

function makeUpOf(
  zh: string,
  en: string,
  notice: string,
  open: readonly OpenRange[] | undefined,
  counts: number,
): SpecialDay {
  return {
    kind: 'make-up',
    open,
    counts,
    zh: `${zh}调休上班(${notice})`,
    en: `Make-up working day for ${en} (${notice})`,
    notice,
  };
}
