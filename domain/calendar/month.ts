import { DomainError } from '../errors/index.ts';
import { MINUTE_MS, dateOf, dayNumber, isIsoDate, weekdayOf } from './day-number.ts';
import type { DayKind } from './days.ts';
import { hoursAsWritten } from './hours-text.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A day of a month as a page shows it. */
export interface MonthDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly kind: DayKind;
  /** How much of a working day it counts for, 0 to 1. */
  readonly counts: number;
  /** `['09:00-12:00', '13:30-17:30']`; empty on a day without work. */
  readonly hours: readonly string[];
  readonly zh: string;
  readonly en: string;
  readonly notice?: string;
}

/**
 * The days of a month `YYYY-MM` for the city, or for a unit with its own hours and closures.
 * @throws DomainError FIELD_INVALID for no month, CALENDAR_NOT_PUBLISHED for one of which nothing can be told
 */
export function calendarMonth(
  calendar: WorkingCalendar,
  month: string,
  options: { readonly unit?: string | undefined } = {},
): MonthDay[] {
  const first = `${month}-01`;
  if (!/^\d{4}-\d{2}$/.test(month) || !isIsoDate(first)) {
    const reason = `“${month}”`;
    const params = { label: '月份', labelEn: 'Month', reason, reasonEn: reason };
    throw new DomainError('FIELD_INVALID', { field: 'month', params });
  }
  const days: MonthDay[] = [];
  for (let number = dayNumber(first); dateOf(number).startsWith(month); number += 1) {
    const { date, kind, counts, open, zh, en, notice } = calendar.day(dateOf(number), options.unit);
    const inMinutes = open.map((range) => ({ from: range.from / MINUTE_MS, to: range.to / MINUTE_MS }));
    const hours = hoursAsWritten(inMinutes);
    const day = { date, weekday: weekdayOf(number) + 1, kind, counts, hours, zh, en };
    days.push(notice === undefined ? day : { ...day, notice });
  }
  return days;
}
