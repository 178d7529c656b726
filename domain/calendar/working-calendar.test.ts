import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '../errors/index.ts';
import type { CalendarConfig } from '../config/index.ts';
import { demoCalendar } from '../testing/demo-city.ts';
import { WorkingCalendar } from './index.ts';
import type { TimeUnit } from './index.ts';

const MORNING = { from: 9 * 60, to: 12 * 60 };
const config: CalendarConfig = {
  ...demoCalendar,
  localDays: [
    {
      kind: 'half-day',
      date: '2026-12-11',
      zh: '系统切换',
      en: 'System switch',
      hours: [MORNING],
      counts: 0.5,
      notice: '江办发〔2026〕9号',
    },
  ],
  closures: [
    { unit: 'water-group', from: '2026-11-26', to: '2026-11-27', zh: '管网检修', en: 'Pipe maintenance' },
  ],
};
const calendar = new WorkingCalendar(config);
const dayEnd = new WorkingCalendar({ ...config, workingDayRule: 'day-end' });
const at = (local: string): string => `${local.replace(' ', 'T')}:00+08:00`;

function errorCode(action: () => unknown): string {
  try {
    action();
    return 'none';
  } catch (error) {
    return isDomainError(error) ? error.code : String(error);
  }
}

describe('working days, same time', () => {
  it.each<[string, string, number, string]>([
    ['an ordinary day', '2026-11-24 10:00', 1, '2026-11-25 10:00'],
    ['four days over a weekend', '2026-11-24 10:00', 4, '2026-11-30 10:00'],
    ['Friday afternoon', '2026-11-27 16:00', 1, '2026-11-30 16:00'],
    ['Friday evening counts as Friday’s closing', '2026-11-27 20:00', 1, '2026-11-30 17:30'],
    ['Saturday counts as Friday’s closing', '2026-11-28 11:00', 1, '2026-11-30 17:30'],
    ['before opening counts as the last closing', '2026-11-30 08:00', 1, '2026-11-30 17:30'],
    ['exactly at opening', '2026-11-30 09:00', 1, '2026-12-01 09:00'],
    ['exactly at closing', '2026-11-30 17:30', 1, '2026-12-01 17:30'],
    ['in the lunch break', '2026-11-30 12:45', 1, '2026-12-01 12:00'],
    ['exactly after the lunch break', '2026-11-30 13:30', 1, '2026-12-01 13:30'],
    ['half a day', '2026-11-30 09:00', 0.5, '2026-11-30 14:00'],
    ['into National Day', '2026-09-30 16:00', 1, '2026-10-08 16:00'],
    ['on a Saturday make-up day', '2026-10-10 10:00', 1, '2026-10-12 10:00'],
    ['over a Saturday make-up day', '2026-10-09 15:00', 2, '2026-10-12 15:00'],
    ['Friday evening before a make-up Saturday', '2026-10-09 20:00', 1, '2026-10-10 17:30'],
    ['over a Sunday make-up day', '2026-09-18 10:00', 1, '2026-09-20 10:00'],
    ['over Spring Festival from its make-up day', '2026-02-14 11:00', 1, '2026-02-24 11:00'],
    ['over Spring Festival and both its make-up days', '2026-02-13 11:00', 6, '2026-02-28 11:00'],
    ['over the turn of the year', '2025-12-31 10:00', 1, '2026-01-04 10:00'],
    ['a morning half-day is half a day', '2026-12-10 09:00', 1.5, '2026-12-14 09:00'],
    ['over a half-day', '2026-12-10 15:00', 1, '2026-12-14 10:00'],
    ['nothing', '2026-11-28 11:00', 0, '2026-11-28 11:00'],
  ])('%s: %s + %d = %s', (_, start, amount, due) => {
    expect(calendar.addWorkingTime(at(start), amount, 'working-days').dueAt).toBe(at(due));
  });

  it('leaves out the closure of the unit, and only of that unit', () => {
    const due = (forUnit: string): string =>
      calendar.addWorkingTime(at('2026-11-25 10:00'), 1, 'working-days', { forUnit }).dueAt;

    expect(due('water-group')).toBe(at('2026-11-30 10:00'));
    expect(due('power-company')).toBe(at('2026-11-26 10:00'));
  });

  it('takes a start in any offset', () => {
    const due = calendar.addWorkingTime('2026-11-24T02:00:00.250Z', 1, 'working-days').dueAt;

    expect(due).toBe('2026-11-25T10:00:00.250+08:00');
    expect(calendar.dueTime(Date.parse('2026-11-24T02:00:00.250Z'), 1, 'working-days').at).toBe(
      Date.parse(due),
    );
  });
});

describe('working days, end of day', () => {
  it.each<[string, string, number, string]>([
    ['the day of the start is not counted', '2026-11-24 10:00', 1, '2026-11-25 17:30'],
    ['before opening', '2026-11-24 08:00', 1, '2026-11-25 17:30'],
    ['from a weekend', '2026-11-28 11:00', 1, '2026-11-30 17:30'],
    ['over National Day', '2026-09-30 16:00', 2, '2026-10-09 17:30'],
    ['over a half-day', '2026-12-10 15:00', 1, '2026-12-14 17:30'],
    ['half a day', '2026-11-24 10:00', 0.5, '2026-11-25 17:30'],
  ])('%s: %s + %d = %s', (_, start, amount, due) => {
    expect(dayEnd.addWorkingTime(at(start), amount, 'working-days').dueAt).toBe(at(due));
  });
});

describe('working hours and the 24x7 clock', () => {
  it.each<[string, number, TimeUnit, string]>([
    ['2026-11-24 16:30', 1, 'working-hours', '2026-11-24 17:30'],
    ['2026-11-24 16:31', 1, 'working-hours', '2026-11-25 09:01'],
    ['2026-11-24 11:00', 1, 'working-hours', '2026-11-24 12:00'],
    ['2026-11-24 11:30', 1, 'working-hours', '2026-11-24 14:00'],
    ['2026-11-27 20:00', 1, 'working-hours', '2026-11-30 10:00'],
    ['2026-10-01 10:00', 4, 'working-hours', '2026-10-08 14:30'],
    ['2026-10-01 23:58', 3, 'minutes', '2026-10-02 00:01'],
    ['2026-10-01 20:00', 72, 'hours', '2026-10-04 20:00'],
    ['2026-12-31 20:00', 72, 'hours', '2027-01-03 20:00'],
  ])('%s + %d %s = %s', (start, amount, unit, due) => {
    const result = calendar.addWorkingTime(at(start), amount, unit);

    expect(result).toMatchObject({ dueAt: at(due), crossesUnpublished: false });
  });
});

describe('past the last published day', () => {
  it('refuses to guess', () => {
    const compute = () => calendar.addWorkingTime(at('2026-12-30 10:00'), 4, 'working-days');

    expect(errorCode(compute)).toBe('CALENDAR_NOT_PUBLISHED');
    expect(errorCode(() => calendar.isWorkingDay('2027-01-04'))).toBe('CALENDAR_NOT_PUBLISHED');
    expect(errorCode(() => calendar.isWorkingDay('2023-12-29'))).toBe('CALENDAR_NOT_PUBLISHED');
    expect(errorCode(() => calendar.dueTime(at('2023-12-29 10:00'), 1, 'working-days'))).toBe(
      'CALENDAR_NOT_PUBLISHED',
    );
  });

  it('counts by the week and marks the deadline when it is asked to', () => {
    const result = calendar.addWorkingTime(at('2026-12-30 10:00'), 4, 'working-days', {
      unpublished: 'mark',
    });

    expect(result).toMatchObject({ dueAt: at('2027-01-05 10:00'), crossesUnpublished: true });
    expect(result.explanation.filter((line) => !line.published).map((line) => line.date)).toEqual([
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
      '2027-01-04',
      '2027-01-05',
    ]);
    expect(result.explanation.at(-1)?.zh).toContain('尚未公布');
  });

  it('does not mark a deadline that ends on the last published day', () => {
    const result = calendar.addWorkingTime(at('2026-12-30 10:00'), 1, 'working-days', {
      unpublished: 'mark',
    });

    expect(result).toMatchObject({ dueAt: at('2026-12-31 10:00'), crossesUnpublished: false });
    expect([calendar.firstPublishedDay, calendar.lastPublishedDay]).toEqual(['2024-01-01', '2026-12-31']);
  });

  it('says nothing of what lies years ahead, marked or not', () => {
    const compute = () =>
      calendar.addWorkingTime(at('2026-12-30 10:00'), 1000, 'working-days', { unpublished: 'mark' });

    expect(errorCode(compute)).toBe('CALENDAR_NOT_PUBLISHED');
  });
});

describe('explanation', () => {
  it('says what each day is and what it adds', () => {
    const { explanation } = calendar.addWorkingTime(at('2026-10-07 20:00'), 3, 'working-days');

    expect(explanation.map(({ date, day, counted, sum }) => [date, day, counted, sum])).toEqual([
      ['2026-10-07', 'holiday', 0, 0],
      ['2026-10-08', 'working', 1, 1],
      ['2026-10-09', 'working', 1, 2],
      ['2026-10-10', 'make-up', 1, 3],
    ]);
    expect(explanation.map((line) => line.zh)).toEqual([
      '10月7日 周三 国庆节放假(国办发明电〔2025〕7号),自 20:00 起,不计',
      '10月8日 周四 工作日,计 1 个工作日,累计 1',
      '10月9日 周五 工作日,计 1 个工作日,累计 2',
      '10月10日 周六 国庆节调休上班(国办发明电〔2025〕7号),计 1 个工作日,累计 3,17:30 到期',
    ]);
    expect(explanation[3]).toMatchObject({
      notice: '国办发明电〔2025〕7号',
      en: '2026-10-10 Make-up working day for National Day (国办发明电〔2025〕7号), counts 1 working days, 3 in all, due at 17:30',
    });
  });

  it('names half-days, closures and weekends', () => {
    const kinds = (start: string, forUnit: string): string[] =>
      calendar.addWorkingTime(at(start), 2, 'working-days', { forUnit }).explanation.map((line) => line.day);

    expect(kinds('2026-12-10 10:00', 'power-company')).toEqual([
      'working',
      'half-day',
      'weekend',
      'weekend',
      'working',
    ]);
    expect(kinds('2026-11-25 10:00', 'water-group').slice(1, 3)).toEqual(['closure', 'closure']);
  });

  it('shows what a pause took', () => {
    const pauses = [{ from: at('2026-11-25 09:00'), to: at('2026-11-26 12:00') }];
    const { dueAt, explanation } = calendar.addWorkingTime(at('2026-11-24 10:00'), 2, 'working-days', {
      pauses,
    });

    expect(explanation.map((line) => line.paused ?? 0)).toEqual([0, 1, 0.4286, 0]);
    expect(explanation[1]?.zh).toBe('11月25日 周三 工作日,暂停不计 1 个工作日,不计');
    expect(explanation.at(-1)?.sum).toBe(2);
    expect(dueAt).toBe(at('2026-11-27 14:30'));
  });
});

describe('pauses, used and remaining time', () => {
  const start = at('2026-11-24 10:00');

  it.each<[string, [string, string][], string]>([
    ['one whole day', [['2026-11-25 00:00', '2026-11-26 00:00']], '2026-11-27 10:00'],
    ['a night takes nothing', [['2026-11-24 18:00', '2026-11-25 08:00']], '2026-11-26 10:00'],
    ['before the start takes nothing', [['2026-11-20 09:00', '2026-11-23 17:30']], '2026-11-26 10:00'],
    ['after the end takes nothing', [['2026-11-26 10:00', '2026-11-30 17:30']], '2026-11-26 10:00'],
    [
      'overlapping pauses count once',
      [
        ['2026-11-25 09:00', '2026-11-25 12:00'],
        ['2026-11-25 10:00', '2026-11-25 17:30'],
      ],
      '2026-11-27 10:00',
    ],
    ['from before the start', [['2026-11-20 09:00', '2026-11-25 10:00']], '2026-11-27 10:00'],
  ])('%s', (_, pauses, due) => {
    const given = pauses.map(([from, to]) => ({ from: at(from), to: at(to) }));

    expect(calendar.addWorkingTime(start, 2, 'working-days', { pauses: given }).dueAt).toBe(at(due));
  });

  it('moves a 24x7 deadline by the length of the pause', () => {
    const pauses = [{ from: at('2026-11-24 12:00'), to: at('2026-11-24 15:00') }];

    expect(calendar.addWorkingTime(start, 4, 'hours', { pauses }).dueAt).toBe(at('2026-11-24 17:00'));
  });

  it('tells the time used', () => {
    const used = (to: string, unit: TimeUnit): number => calendar.workingTimeBetween(start, at(to), unit);

    expect(used('2026-11-25 10:00', 'working-days')).toBeCloseTo(1, 9);
    expect(used('2026-11-24 13:00', 'working-hours')).toBe(2);
    expect(used('2026-11-30 10:00', 'hours')).toBe(144);
    expect(used('2026-11-20 10:00', 'working-days')).toBe(0);
  });

  it('tells what remains, negative once overdue', () => {
    const due = at('2026-11-26 10:00');

    expect(calendar.remaining(start, due, 'working-days')).toEqual({
      amount: 2,
      unit: 'working-days',
      overdue: false,
      crossesUnpublished: false,
    });
    expect(calendar.remaining(due, due, 'working-days')).toMatchObject({ amount: 0, overdue: false });
    expect(calendar.remaining(at('2026-11-30 10:00'), due, 'working-days')).toMatchObject({
      amount: -2,
      overdue: true,
    });
  });

  it.each([
    ['2026-11-24 10:00', '2026-11-24 10:00'],
    ['2026-11-24 12:30', '2026-11-24 13:30'],
    ['2026-11-24 17:30', '2026-11-25 09:00'],
    ['2026-11-27 22:00', '2026-11-30 09:00'],
    ['2026-10-01 10:00', '2026-10-08 09:00'],
  ])('the next working moment from %s is %s', (from, next) => {
    expect(calendar.nextWorkingMoment(at(from))).toBe(at(next));
    expect(calendar.isWorkingMoment(at(from))).toBe(from === next);
  });
});

describe('input', () => {
  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the amount %d', (amount) => {
    expect(errorCode(() => calendar.dueTime(0, amount, 'hours'))).toBe('FIELD_INVALID');
  });

  it.each(['2026-11-24T10:00:00', '2026-13-01T10:00:00Z', 'tomorrow', '2026-11-24'])(
    'refuses %s, which is no instant with an offset',
    (start) => {
      expect(errorCode(() => calendar.dueTime(start, 1, 'hours'))).toBe('FIELD_INVALID');
    },
  );
});
