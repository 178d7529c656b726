import { DAY_MS, dateOf, dayNumber, toLocal } from './day-number.ts';
import type { Instant } from './day-number.ts';

/** Days before the last published one from which on the next notice is asked for. */
export const WARN_BEFORE_DAYS = 60;

/** That the next notice is needed. */
export interface PublicationWarning {
  readonly code: 'CALENDAR_ENDS_SOON' | 'CALENDAR_HAS_ENDED';
  readonly lastPublishedDay: string;
  /** Days from today to the last published one; negative when it is past. */
  readonly daysLeft: number;
  readonly zh: string;
  readonly en: string;
}

/**
 * The warning that a calendar needs its next notice: from 60 days before its last published day on. Undefined before.
 * Deadlines beyond that day are marked by `crossesUnpublished`.
 */
export function publicationWarning(
  calendar: { readonly lastPublishedDay: string },
  now: Instant,
): PublicationWarning | undefined {
  const { lastPublishedDay } = calendar;
  const today = dateOf(Math.floor(toLocal(now) / DAY_MS));
  const daysLeft = dayNumber(lastPublishedDay) - dayNumber(today);
  if (daysLeft > WARN_BEFORE_DAYS) return undefined;
  if (daysLeft < 0) {
    return {
      code: 'CALENDAR_HAS_ENDED',
      lastPublishedDay,
      daysLeft,
      zh: `工作日历只公布到 ${lastPublishedDay},已过期,现有期限均为暂定,请立即按最新放假通知补充`,
      en: `The calendar ended on ${lastPublishedDay}: all deadlines are provisional, add the next notice now`,
    };
  }
  return {
    code: 'CALENDAR_ENDS_SOON',
    lastPublishedDay,
    daysLeft,
    zh: `工作日历只公布到 ${lastPublishedDay},还有 ${daysLeft} 天,请按最新放假通知补充`,
    en: `The calendar is published until ${lastPublishedDay} only, ${daysLeft} days are left: add the next notice`,
  };
}
