import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarConfig } from '../config/index.ts';
import { demoCalendar } from '../testing/demo-city.ts';
import { slowDueTime } from './slow-reference.ts';
import { WorkingCalendar, toIso, toLocal } from './index.ts';
import type { Pause, TimeUnit } from './index.ts';

const hours = (...ranges: [number, number][]): { from: number; to: number }[] =>
  ranges.map(([from, to]) => ({ from: from * 60, to: to * 60 }));
const named = { zh: '某日', en: 'Some day', notice: '市府通知' };

/** All that a calendar can say at once: half-days, own holidays and make-up days, seasons, hours and closures of units. */
const config: CalendarConfig = {
  ...demoCalendar,
  localDays: [
    ...['2024-03-08', '2025-12-31', '2026-02-13', '2026-10-09'].map((date) => ({
      ...named,
      kind: 'half-day' as const,
      date,
      hours: hours([9, 12]),
      counts: 0.5,
    })),
    { ...named, kind: 'half-day', date: '2025-07-04', hours: hours([9, 12], [14.5, 15.5]), counts: 0.5 },
    ...['2024-11-20', '2025-03-31', '2026-09-20'].map((date) => ({
      ...named,
      kind: 'holiday' as const,
      date,
    })),
    { ...named, kind: 'make-up', date: '2025-04-06', counts: 1 },
    { ...named, kind: 'make-up', date: '2026-10-10', hours: hours([9, 12]), counts: 0.5 },
  ],
  seasons: [
    { zh: '夏季作息', en: 'summer hours', from: '05-01', to: '09-30', hours: hours([9, 12], [14.5, 18]) },
    {
      zh: '冬季作息',
      en: 'winter hours',
      from: '12-15',
      to: '02-15',
      since: '2025-01-01',
      hours: hours([9.5, 12], [13, 16.5]),
      makeUpHours: hours([10, 14]),
    },
    { zh: '赛会', en: 'games', from: '2025-11-09', to: '2025-11-21', hours: hours([8, 16]) },
  ],
  unitHours: [
    {
      unit: 'power-company',
      zh: '营业厅',
      en: 'Service hall',
      week: { wednesday: [], saturday: hours([9, 12]), friday: hours([8, 12], [14, 18]) },
      extraDaysCount: 0,
    },
    {
      unit: 'library',
      zh: '开放时间',
      en: 'opening hours',
      from: '03-01',
      to: '11-30',
      week: { monday: [], saturday: hours([9, 17]), sunday: hours([9, 17]) },
      makeUpHours: hours([9, 17]),
      extraDaysCount: 1,
    },
  ],
  closures: [
    { unit: 'water-group', from: '2026-10-12', to: '2026-10-14', zh: '检修', en: 'Maintenance' },
    {
      unit: 'library',
      from: '2025-06-01',
      to: '2025-06-20',
      zh: '盘点',
      en: 'Stocktaking',
      hours: hours([9, 12]),
    },
  ],
};
const calendar = new WorkingCalendar(config);

const MINUTE = 60_000;
const FIRST = Date.parse('2024-01-01T00:00:00+08:00');
const LAST = Date.parse('2026-09-30T00:00:00+08:00');
const start = fc.integer({ min: FIRST, max: LAST });
const startOfMinute = fc
  .integer({ min: FIRST / MINUTE, max: LAST / MINUTE })
  .map((minute) => minute * MINUTE);
const workingUnit = fc.constantFrom<TimeUnit>('working-days', 'working-hours');
const anyUnit = fc.constantFrom<TimeUnit>('working-days', 'working-hours', 'hours', 'minutes');
const amount = fc.integer({ min: 0, max: 15 });
const RUNS = { numRuns: 3_000 };

const due = (from: number, n: number, unit: TimeUnit, pauses?: Pause[]): number =>
  calendar.dueTime(from, n, unit, pauses ? { pauses } : {}).at;

describe('deadlines', () => {
  it('equal a slow reference on 10,000 random computations', () => {
    const forUnit = fc.constantFrom('water-group', 'power-company', 'library', 'another-unit');
    const part = fc.constantFrom(0, 0.25, 0.5);
    const check = fc.property(
      startOfMinute,
      amount,
      part,
      workingUnit,
      forUnit,
      (from, n, more, unit, id) => {
        if (unit !== 'working-days' && unit !== 'working-hours') return;
        const iso = toIso(toLocal(from));
        expect(calendar.addWorkingTime(from, n + more, unit, { forUnit: id }).dueAt).toBe(
          slowDueTime(config, iso, n + more, unit, id),
        );
      },
    );
    fc.assert(check, { numRuns: 10_000 });
  }, 180_000);

  it('never come earlier for a later start', () => {
    const check = fc.property(start, fc.nat(20 * 86_400_000), amount, anyUnit, (from, later, n, unit) => {
      fc.pre(n > 0);
      expect(due(from + later, n, unit)).toBeGreaterThanOrEqual(due(from, n, unit));
    });
    fc.assert(check, RUNS);
  });

  it('never come earlier for a larger amount, and never before the start', () => {
    const check = fc.property(start, amount, amount, anyUnit, (from, n, more, unit) => {
      expect(due(from, n, unit)).toBeGreaterThanOrEqual(from);
      expect(due(from, n + more, unit)).toBeGreaterThanOrEqual(due(from, n, unit));
    });
    fc.assert(check, RUNS);
  });

  it('are the start itself for nothing', () => {
    fc.assert(
      fc.property(start, anyUnit, (from, unit) => {
        expect(due(from, 0, unit)).toBe(from);
      }),
      RUNS,
    );
  });

  it('are the same in one step and in two, to the rounding of a millisecond', () => {
    const check = fc.property(start, amount, amount, workingUnit, (from, n, more, unit) => {
      fc.pre(n > 0 && more > 0);
      const once = due(from, n + more, unit);
      const twice = due(due(from, n, unit), more, unit);
      // where a step ends exactly at a closing time, closing and the next opening are the same working moment
      const apart = calendar.workingTimeBetween(
        Math.min(once, twice),
        Math.max(once, twice),
        'working-hours',
      );
      expect(apart * 3_600_000).toBeLessThan(2.5);
    });
    fc.assert(check, RUNS);
  });

  it('are reached when the amount is used, pauses left out', () => {
    const pause = fc
      .tuple(fc.nat(10 * 86_400_000), fc.nat(4 * 86_400_000))
      .map(([after, length]) => ({ after, length }));
    const check = fc.property(
      start,
      amount,
      anyUnit,
      fc.array(pause, { maxLength: 3 }),
      (from, n, unit, offsets) => {
        const pauses = offsets.map(({ after, length }) => ({
          from: from + after,
          to: from + after + length,
        }));
        const end = calendar.dueTime(from, n, unit, { pauses, unpublished: 'mark' }).at;
        const used = calendar.workingTimeBetween(from, end, unit, { pauses, unpublished: 'mark' });
        expect(used).toBeCloseTo(n, 4);
        expect(end).toBeGreaterThanOrEqual(due(from, n, unit));
      },
    );
    fc.assert(check, RUNS);
  });

  it('are explained by lines that add up to the amount', () => {
    const check = fc.property(start, amount, anyUnit, (from, n, unit) => {
      const { explanation, dueAt } = calendar.addWorkingTime(from, n, unit);
      expect(explanation.at(-1)?.sum).toBeCloseTo(n, 3);
      expect(explanation.at(-1)?.date).toBe(dueAt.slice(0, 10));
      const total = explanation.reduce((sum, line) => sum + line.counted, 0);
      expect(total).toBeCloseTo(n, 2);
    });
    fc.assert(check, RUNS);
  });

  it('fall into working hours', () => {
    const check = fc.property(start, amount, workingUnit, (from, n, unit) => {
      fc.pre(n > 0);
      const end = due(from, n, unit);
      // a closing time itself is the last moment of working time
      expect(calendar.isWorkingMoment(end) || calendar.isWorkingMoment(end - 1)).toBe(true);
    });
    fc.assert(check, RUNS);
  });
});
