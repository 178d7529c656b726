import { shanghaiTime } from './shanghai.ts';
import type { DayLine } from '../api/index.ts';

/** What is left until a time, or how far past it we are. */
export interface Remaining {
  readonly overdue: boolean;
  /** Whole days of 24 hours. */
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  /** Counted working days still to come after today, when the deadline's explanation is known. */
  readonly workingDays: number | undefined;
  readonly level: 'calm' | 'soon' | 'overdue';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From this many hours before a deadline it is shown as near: the first reminder of the city's rules is at 24 h. */
const SOON_HOURS = 24;

/** Calendar date in Shanghai (YYYY-MM-DD) of an epoch time in ms. */
export function shanghaiDate(at: number): string {
  return shanghaiTime(at).format('YYYY-MM-DD');
}

/** Whether a line of an explanation took something from the limit. */
export function isCounted(line: Pick<DayLine, 'counted'>): boolean {
  return line.counted > 0;
}

/**
 * Time left at `now` (epoch ms) until `dueAt` (ISO), or undefined when there is no such time.
 * `lines` is the day-by-day explanation; with it the working days after today are counted.
 */
export function remaining(
  now: number,
  dueAt: string | null | undefined,
  lines?: readonly Pick<DayLine, 'date' | 'counted'>[],
): Remaining | undefined {
  const due = dueAt == null ? NaN : Date.parse(dueAt);
  if (Number.isNaN(due)) return undefined;
  const overdue = now > due;
  const span = Math.abs(due - now);
  const today = shanghaiDate(now);
  const ahead = lines?.filter(
    (line) => isCounted(line) && line.date > today && line.date <= shanghaiDate(due),
  );
  return {
    overdue,
    days: Math.floor(span / DAY),
    hours: Math.floor((span % DAY) / HOUR),
    minutes: Math.floor((span % HOUR) / MINUTE),
    workingDays: lines === undefined || lines.length === 0 || overdue ? undefined : (ahead ?? []).length,
    level: overdue ? 'overdue' : span <= SOON_HOURS * HOUR ? 'soon' : 'calm',
  };
}

type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

function span(left: Remaining, t: Translate): string {
  if (left.days > 0) return t('countdown.daysHours', { days: left.days, hours: left.hours });
  if (left.hours > 0) return t('countdown.hoursMinutes', { hours: left.hours, minutes: left.minutes });
  return t('countdown.minutes', { minutes: left.minutes });
}

/** The countdown as a person reads it, for example 剩 2 天 4 小时 or 超时 35 分钟. */
export function countdownText(left: Remaining, t: Translate): string {
  return t(left.overdue ? 'countdown.overdue' : 'countdown.left', { span: span(left, t) });
}

/** The working days still to come, or undefined where they are unknown or the time is past. */
export function workingDaysText(left: Remaining, t: Translate): string | undefined {
  if (left.workingDays === undefined) return undefined;
  return left.workingDays === 0
    ? t('countdown.today')
    : t('countdown.workingDays', { days: left.workingDays });
}
