import { DAY_MS, clockText, dateOf } from './day-number.ts';
import { dateZh } from './days.ts';
import type { Day, DayKind } from './days.ts';
import { pausedBetween } from './pauses.ts';
import type { LocalPause } from './pauses.ts';

/** Unit of an amount of time. `hours` and `minutes` run 24x7; the other two only in working hours. */
export type TimeUnit = 'working-days' | 'working-hours' | 'hours' | 'minutes';

/** One day of an explanation of a deadline. */
export interface DayLine {
  /** `YYYY-MM-DD` in Shanghai. */
  readonly date: string;
  /** What the day is; `around-the-clock` where the amount runs 24x7. */
  readonly day: DayKind | 'around-the-clock';
  /** Notice that made it a holiday, make-up day or half-day. */
  readonly notice?: string;
  /** Amount of this day that counts, in `unit`, to 4 decimals. */
  readonly counted: number;
  /** Amount up to and with this day. */
  readonly sum: number;
  readonly unit: TimeUnit;
  /** Amount of this day left out because of a pause, if any. */
  readonly paused?: number;
  /** False when the day lies past the last published one. */
  readonly published: boolean;
  readonly zh: string;
  readonly en: string;
}

const UNIT_TEXT: Readonly<Record<TimeUnit, { zh: string; en: string }>> = {
  'working-days': { zh: '个工作日', en: 'working days' },
  'working-hours': { zh: '个工作小时', en: 'working hours' },
  hours: { zh: '小时', en: 'hours' },
  minutes: { zh: '分钟', en: 'minutes' },
};

/** How the lines of a day begin, `11月24日 周二 工作日`; made once for each day of a calendar. */
export interface DayTexts {
  readonly zh: string;
  readonly en: string;
}

/** A span of time that is explained; all instants are wall-clock ms in Shanghai. */
export interface ExplainedSpan {
  readonly from: number;
  readonly due: number;
  readonly unit: TimeUnit;
  readonly pauses: readonly LocalPause[];
  /** Days of the calendar and their texts; undefined for an amount that runs 24x7. */
  readonly calendar: { readonly days: readonly Day[]; readonly texts: readonly DayTexts[] } | undefined;
  /** Whether the day of the start is left out by the rule, whatever its hours. */
  readonly leavesOutStart: boolean;
  /** Amount between two instants, in `unit`. */
  readonly measure: (from: number, to: number) => number;
}

/** How the lines of a day begin. */
export function textsOf(day: Day): DayTexts {
  return { zh: `${day.dateZh} ${day.zh}`, en: `${day.date} ${day.en}` };
}

/** The lines of a deadline, one for each day from its start to its end, in structure and in both languages. */
export function explainDays(span: ExplainedSpan): DayLine[] {
  const { from, due, unit, pauses, calendar, measure } = span;
  const first = calendar?.days[0]?.number ?? 0;
  const startDay = Math.floor(from / DAY_MS);
  const dueDay = Math.floor(due / DAY_MS);
  const lines: DayLine[] = [];
  let sum = 0;
  for (let number = startDay; number <= dueDay; number += 1) {
    const day = calendar?.days[number - first];
    const isStart = number === startDay;
    const isEnd = number === dueDay;
    const begin = isStart ? from : number * DAY_MS;
    const end = isEnd ? due : (number + 1) * DAY_MS;
    const stood = pauses.length === 0 ? 0 : pausedBetween(pauses, begin, end, measure);
    const isIdle = day?.openMs === 0 || (isStart && span.leavesOutStart);
    const counted = isIdle ? 0 : measure(begin, end) - stood;
    sum += counted;
    const paused = rounded(stood);
    const texts = calendar?.texts[number - first] ?? aroundTheClock(number);
    let { zh, en } = texts;
    if (isStart) {
      const clock = clockText(from);
      zh += `,自 ${clock} 起`;
      en += `, from ${clock}`;
    }
    if (paused > 0) {
      const words = UNIT_TEXT[unit];
      zh += `,暂停不计 ${short(paused)} ${words.zh}`;
      en += `, paused ${short(paused)} ${words.en}`;
    }
    const amount = rounded(counted);
    const total = rounded(sum);
    if (amount > 0) {
      const part = partOf(unit, amount);
      const all = short(total);
      zh += part.zh + all;
      en += part.en + all + ' in all';
    } else {
      zh += ',不计';
      en += ', not counted';
    }
    if (isEnd) {
      const clock = clockText(due);
      zh += `,${clock} 到期`;
      en += `, due at ${clock}`;
    }
    lines.push(lineOf(number, day, unit, amount, total, paused, zh, en));
  }
  return lines;
}

/** Written out without spreading: this runs for each day of each deadline. */
function lineOf(
  number: number,
  day: Day | undefined,
  unit: TimeUnit,
  counted: number,
  sum: number,
  paused: number,
  zh: string,
  en: string,
): DayLine {
  if (day === undefined) {
    const line = { date: dateOf(number), day: 'around-the-clock' as const, counted, sum, unit };
    return paused > 0 ? { ...line, paused, published: true, zh, en } : { ...line, published: true, zh, en };
  }
  const { date, kind, notice } = day;
  const published = kind !== 'unpublished';
  if (paused > 0) {
    const line = { date, day: kind, counted, sum, unit, paused, published, zh, en };
    return notice === undefined ? line : { ...line, notice };
  }
  return notice === undefined
    ? { date, day: kind, counted, sum, unit, published, zh, en }
    : { date, day: kind, notice, counted, sum, unit, published, zh, en };
}

function aroundTheClock(number: number): DayTexts {
  return { zh: `${dateZh(number)} 全天计时`, en: `${dateOf(number)} Around the clock` };
}

function rounded(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}

/** Texts of amounts with two decimals: writing a fraction costs more than the rest of a line. */
const AMOUNTS: readonly string[] = Array.from({ length: 3_000 }, (_, i) => String(i / 100));

function short(amount: number): string {
  const hundredths = Math.round(amount * 100);
  return AMOUNTS[hundredths] ?? String(hundredths / 100);
}

const PARTS = new Map<TimeUnit, DayTexts[]>();

/** What is said of the amount of a day, before the sum. */
function partOf(unit: TimeUnit, amount: number): DayTexts {
  const hundredths = Math.round(amount * 100);
  const known = PARTS.get(unit)?.[hundredths];
  if (known) return known;
  const { zh, en } = UNIT_TEXT[unit];
  const made = {
    zh: `,计 ${short(amount)} ${zh},累计 `,
    en: `, counts ${short(amount)} ${en}, `,
  };
  if (hundredths >= AMOUNTS.length) return made;
  const parts = PARTS.get(unit) ?? [];
  parts[hundredths] = made;
  PARTS.set(unit, parts);
  return made;
}
