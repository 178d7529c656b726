import { clockText } from './day-number.ts';
import { dateZh } from './days.ts';
import type { Day, DayKind } from './days.ts';

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

interface LineInput {
  readonly number: number;
  readonly date: string;
  /** Undefined for an amount that runs 24x7. */
  readonly day: Day | undefined;
  readonly counted: number;
  readonly sum: number;
  readonly paused: number;
  readonly unit: TimeUnit;
  /** Wall-clock ms of the start or end, when it is on this day. */
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
}

/** The line of one day, in structure and in both languages. */
export function dayLine(input: LineInput): DayLine {
  const { day, unit } = input;
  const counted = rounded(input.counted);
  const sum = rounded(input.sum);
  const paused = rounded(input.paused);
  const text = UNIT_TEXT[unit];
  let zh = `${day?.dateZh ?? dateZh(input.number)} ${day?.zh ?? '全天计时'}`;
  let en = `${input.date} ${day?.en ?? 'Around the clock'}`;
  if (input.startsAt !== undefined) {
    zh += `,自 ${clockText(input.startsAt)} 起`;
    en += `, from ${clockText(input.startsAt)}`;
  }
  if (paused > 0) {
    zh += `,暂停不计 ${short(paused)} ${text.zh}`;
    en += `, paused ${short(paused)} ${text.en}`;
  }
  zh += counted > 0 ? `,计 ${short(counted)} ${text.zh},累计 ${short(sum)}` : ',不计';
  en += counted > 0 ? `, counts ${short(counted)} ${text.en}, ${short(sum)} in all` : ', not counted';
  if (input.endsAt !== undefined) {
    zh += `,${clockText(input.endsAt)} 到期`;
    en += `, due at ${clockText(input.endsAt)}`;
  }
  return {
    date: input.date,
    day: day?.kind ?? 'around-the-clock',
    ...(day?.notice === undefined ? {} : { notice: day.notice }),
    counted,
    sum,
    unit,
    ...(paused > 0 ? { paused } : {}),
    published: day?.kind !== 'unpublished',
    zh,
    en,
  };
}

function rounded(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}

function short(amount: number): number {
  return Math.round(amount * 100) / 100;
}
