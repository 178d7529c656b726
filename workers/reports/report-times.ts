import { toEpoch, toIso, toLocal } from '@jiesu/domain';

/** Output of the decision `report-rules`. */
export interface ReportRule {
  readonly period: 'daily' | 'weekly' | 'monthly';
  /** `08:30`. */
  readonly time: string;
  /** 1 Monday to 7 Sunday. */
  readonly weekday?: number | undefined;
  readonly dayOfMonth?: number | undefined;
}

const DAY_MS = 86_400_000;
const LONGEST_WAIT_DAYS = 62;

/** The first moment after `now` at which a report is due; ms since 1970 UTC, in Shanghai's days. */
export function nextReport(rule: ReportRule, now: number): number {
  const [hour = 0, minute = 0] = rule.time.split(':').map(Number);
  for (let day = 0; day <= LONGEST_WAIT_DAYS; day += 1) {
    const date = toIso(toLocal(now + day * DAY_MS)).slice(0, 10);
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const at = toEpoch(midnight + (hour * 60 + minute) * 60_000);
    if (at > now && fits(rule, new Date(midnight))) return at;
  }
  return now + DAY_MS;
}

/** What a report that is due at a moment covers: whole days up to the midnight before it. */
export function reportSpan(period: ReportRule['period'], dueAt: number): { from: number; to: number } {
  const date = toIso(toLocal(dueAt)).slice(0, 10);
  const to = Date.parse(`${date}T00:00:00Z`);
  if (period === 'daily') return { from: toEpoch(to - DAY_MS), to: toEpoch(to) };
  if (period === 'weekly') return { from: toEpoch(to - 7 * DAY_MS), to: toEpoch(to) };
  const month = new Date(to);
  month.setUTCMonth(month.getUTCMonth() - 1);
  return { from: toEpoch(month.getTime()), to: toEpoch(to) };
}

function fits({ period, weekday = 1, dayOfMonth = 1 }: ReportRule, day: Date): boolean {
  if (period === 'daily') return true;
  if (period === 'weekly') return (day.getUTCDay() || 7) === weekday;
  return day.getUTCDate() === dayOfMonth;
}
