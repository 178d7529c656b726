import { describe, expect, it } from '@jest/globals';
import { WorkingCalendar, toIso, toLocal } from '../calendar/index.ts';
import { demoCalendar } from '../testing/demo-city.ts';
import { explainDeadline, subDeadline } from './index.ts';
import type { DeadlineInput } from './index.ts';

const calendar = new WorkingCalendar(demoCalendar);
// a Monday
const START = '2026-03-02T10:00:00+08:00';
const base: DeadlineInput = { start: START, amount: 4, unit: 'working-days', now: START };
const iso = (at: number): string => toIso(toLocal(at));
const pause = { zh: '等待鉴定', en: 'waiting for an expert' };

describe('a deadline that explains itself', () => {
  it('tells when it was paused and why', () => {
    const result = explainDeadline(
      {
        ...base,
        pauses: [{ from: '2026-03-03T10:00:00+08:00', to: '2026-03-04T10:00:00+08:00', ...pause }],
        now: '2026-03-05T10:00:00+08:00',
      },
      calendar,
    );

    expect(iso(result.at)).toBe('2026-03-09T10:00:00+08:00');
    expect(iso(result.nominalAt)).toBe('2026-03-06T10:00:00+08:00');
    expect(result.used).toBe(2);
    expect(result.lines.map(({ date, counted, paused }) => [date, counted, paused ?? 0])).toEqual([
      ['2026-03-02', 0.8571, 0],
      ['2026-03-03', 0.1429, 0.8571],
      ['2026-03-04', 0.8571, 0.1429],
      ['2026-03-05', 1, 0],
      ['2026-03-06', 1, 0],
      ['2026-03-07', 0, 0],
      ['2026-03-08', 0, 0],
      ['2026-03-09', 0.1429, 0],
    ]);
    expect(result.lines[1]?.zh).toContain('暂停自 2026-03-03 10:00 至 2026-03-04 10:00(等待鉴定)');
    expect(result.lines[0]?.remarks).toBeUndefined();
  });

  it('stands still while a pause lasts', () => {
    const open = { from: '2026-03-03T10:00:00+08:00', ...pause };
    const later = explainDeadline({ ...base, pauses: [open], now: '2026-03-05T10:00:00+08:00' }, calendar);
    const muchLater = explainDeadline(
      { ...base, pauses: [open], now: '2026-03-10T10:00:00+08:00' },
      calendar,
    );

    expect(later.used).toBe(1);
    expect(muchLater.used).toBe(1);
    expect(iso(later.at)).toBe('2026-03-10T10:00:00+08:00');
    expect(iso(muchLater.at)).toBe('2026-03-13T10:00:00+08:00');
    expect(iso(later.pausedSince ?? 0)).toBe('2026-03-03T10:00:00+08:00');
    expect(later.lines[1]?.zh).toContain('尚未恢复');
  });

  it('keeps a pause and the used time through a change of the rule', () => {
    const pauses = [{ from: '2026-03-03T10:00:00+08:00', to: '2026-03-05T10:00:00+08:00', ...pause }];
    const now = '2026-03-05T12:00:00+08:00';
    const before = explainDeadline({ ...base, pauses, now }, calendar);
    const after = explainDeadline({ ...base, amount: 2, pauses, now }, calendar);

    expect(after.used).toBe(before.used);
    expect(iso(after.at)).toBe('2026-03-06T10:00:00+08:00');
  });

  it('tells of an extension on the day from which it counts', () => {
    const extension = { amount: 2, unit: 'working-days' as const, zh: '案情复杂', en: 'a complex case' };
    const result = explainDeadline({ ...base, extensions: [extension] }, calendar);

    expect(iso(result.at)).toBe('2026-03-10T10:00:00+08:00');
    const extended = result.lines.filter(({ remarks }) => remarks !== undefined);
    expect(extended.map(({ date }) => date)).toEqual(['2026-03-06']);
    expect(extended[0]?.zh).toContain('延期 2 个工作日(案情复杂)');
  });

  it('counts an extension of another unit from the end before it', () => {
    const extension = { amount: 3, unit: 'hours' as const, zh: '案情复杂', en: 'a complex case' };
    const result = explainDeadline({ ...base, extensions: [extension] }, calendar);
    expect(iso(result.at)).toBe('2026-03-06T13:00:00+08:00');
  });

  it('runs day and night in hours, and past the published days marks what it assumes', () => {
    const night = explainDeadline({ ...base, amount: 72, unit: 'hours' }, calendar);
    expect(iso(night.at)).toBe('2026-03-05T10:00:00+08:00');
    const far = explainDeadline({ ...base, start: '2026-12-30T10:00:00+08:00', amount: 10 }, calendar);
    expect(far.crossesUnpublished).toBe(true);
  });
});

describe('the deadline of a part', () => {
  const due = Date.parse('2026-03-09T10:00:00+08:00');

  it('lies working time before the whole', () => {
    const from = Date.parse(START);
    const at = subDeadline({ dueAt: due, leadAmount: 1, leadUnit: 'working-days', from }, calendar);
    expect(iso(at)).toBe('2026-03-06T10:00:00+08:00');
  });

  it('is half of what there is when the whole is too short', () => {
    const from = Date.parse('2026-03-09T08:00:00+08:00');
    const at = subDeadline({ dueAt: due, leadAmount: 1, leadUnit: 'working-days', from }, calendar);
    expect(iso(at)).toBe('2026-03-09T09:00:00+08:00');
  });
});
