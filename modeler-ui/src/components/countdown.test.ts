import { describe, expect, it } from '@jest/globals';
import zh from '../i18n/zh.json' with { type: 'json' };
import { countdownText, remaining, shanghaiDate, workingDaysText, type Remaining } from './countdown.ts';

const at = (text: string): number => Date.parse(text);

/** The real Chinese texts, filled as i18next fills them. */
function t(key: string, values: Readonly<Record<string, unknown>> = {}): string {
  const name = key.slice('countdown.'.length) as keyof typeof zh.countdown;
  return zh.countdown[name].replaceAll(/\{\{(\w+)\}\}/g, (_, slot: string) => String(values[slot]));
}

const known = (left: Remaining | undefined): Remaining => {
  if (left === undefined) throw new Error('expected a countdown');
  return left;
};

describe('remaining', () => {
  it('given a due time two days ahead, when counted, then days and hours are whole', () => {
    const left = known(remaining(at('2026-09-21T09:00:00+08:00'), '2026-09-23T13:30:00+08:00'));
    expect(left).toMatchObject({ overdue: false, days: 2, hours: 4, minutes: 30, level: 'calm' });
    expect(countdownText(left, t)).toBe('剩 2 天 4 小时');
  });

  it('given a due time within a day, when counted, then it is near', () => {
    const left = known(remaining(at('2026-09-21T09:00:00+08:00'), '2026-09-21T16:05:00+08:00'));
    expect(left.level).toBe('soon');
    expect(countdownText(left, t)).toBe('剩 7 小时 5 分钟');
  });

  it('given a past due time, when counted, then it says how late and no working days', () => {
    const left = known(
      remaining(at('2026-09-21T09:35:00+08:00'), '2026-09-21T09:00:00+08:00', [
        { date: '2026-09-21', counted: 1 },
      ]),
    );
    expect(left).toMatchObject({ overdue: true, level: 'overdue', workingDays: undefined });
    expect(countdownText(left, t)).toBe('超时 35 分钟');
  });

  it('given a holiday in between, when counted, then only counted days after today are working days', () => {
    const left = known(
      remaining(at('2026-09-30T10:00:00+08:00'), '2026-10-09T10:00:00+08:00', [
        { date: '2026-09-30', counted: 1 },
        { date: '2026-10-01', counted: 0 },
        { date: '2026-10-08', counted: 1 },
        { date: '2026-10-09', counted: 1 },
      ]),
    );
    expect(left.workingDays).toBe(2);
    expect(workingDaysText(left, t)).toBe('还有 2 个工作日');
  });

  it('given a limit that ends today, when counted, then it says today', () => {
    const left = known(
      remaining(at('2026-09-30T10:00:00+08:00'), '2026-09-30T17:00:00+08:00', [
        { date: '2026-09-30', counted: 1 },
      ]),
    );
    expect(workingDaysText(left, t)).toBe('今天到期');
  });

  it('given no due time or a broken one, when counted, then there is no countdown', () => {
    expect(remaining(0, null)).toBeUndefined();
    expect(remaining(0, 'soon')).toBeUndefined();
  });
});

describe('shanghaiDate', () => {
  it('given an evening in UTC, when asked in Shanghai, then it is already the next day', () => {
    expect(shanghaiDate(at('2026-09-30T16:30:00Z'))).toBe('2026-10-01');
  });
});
