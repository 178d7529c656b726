import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WorkingCalendar, toIso, toLocal } from '../calendar/index.ts';
import type { TimeUnit } from '../calendar/index.ts';
import { slowDueTime } from '../calendar/slow-reference.ts';
import { demoCalendar } from '../testing/demo-city.ts';
import { explainDeadline, subDeadline, usedTime } from './index.ts';
import type { DeadlineExtension, DeadlinePause } from './index.ts';

const calendar = new WorkingCalendar(demoCalendar);
const MINUTE = 60_000;
const DAY = 1440;
const FIRST = Date.parse('2024-02-01T00:00:00+08:00') / MINUTE;
const LAST = Date.parse('2026-06-30T00:00:00+08:00') / MINUTE;
const text = { zh: '等待鉴定', en: 'waiting for an expert' };

const start = fc.integer({ min: FIRST, max: LAST }).map((minute) => minute * MINUTE);
const amount = fc.integer({ min: 1, max: 12 });
const workingUnit = fc.constantFrom('working-days' as const, 'working-hours' as const);
const anyUnit = fc.constantFrom<TimeUnit>('working-days', 'working-hours', 'hours', 'minutes');
/** Minutes after the start and length in minutes; pauses may overlap. */
const pauses = fc.array(fc.tuple(fc.nat(12 * DAY), fc.integer({ min: 1, max: 5 * DAY })), { maxLength: 3 });

const pausesOf = (from: number, offsets: readonly (readonly [number, number])[]): DeadlinePause[] =>
  offsets.map(([after, length]) => ({
    from: from + after * MINUTE,
    to: from + (after + length) * MINUTE,
    ...text,
  }));
const extension = (n: number, unit: TimeUnit): DeadlineExtension => ({ amount: n, unit, ...text });

describe('the deadline of an order', () => {
  it('equals a slow reference with pauses that overlap, minute by minute', () => {
    const check = fc.property(start, amount, workingUnit, pauses, (from, n, unit, offsets) => {
      const list = pausesOf(from, offsets);
      const isPaused = (at: number): boolean =>
        list.some((pause) => Number(pause.from) <= at && at < Number(pause.to));
      const { at } = explainDeadline({ start: from, amount: n, unit, pauses: list, now: from }, calendar);
      expect(toIso(toLocal(at))).toBe(
        slowDueTime(demoCalendar, toIso(toLocal(from)), n, unit, undefined, isPaused),
      );
    });
    fc.assert(check, { numRuns: 1500 });
  }, 120_000);

  it('is the limit and its extensions in one, when they are of the same unit', () => {
    const check = fc.property(start, amount, amount, anyUnit, pauses, (from, n, more, unit, offsets) => {
      const list = pausesOf(from, offsets);
      const base = { start: from, unit, pauses: list, now: from };
      const extended = explainDeadline({ ...base, amount: n, extensions: [extension(more, unit)] }, calendar);
      expect(extended.at).toBe(explainDeadline({ ...base, amount: n + more }, calendar).at);
    });
    fc.assert(check, { numRuns: 2000 });
  });

  it('never comes earlier for a pause or an extension, and keeps its nominal end through pauses', () => {
    const check = fc.property(
      start,
      amount,
      anyUnit,
      pauses,
      amount,
      anyUnit,
      (from, n, unit, offsets, more, other) => {
        const plain = explainDeadline({ start: from, amount: n, unit, now: from }, calendar);
        const paused = explainDeadline(
          { start: from, amount: n, unit, pauses: pausesOf(from, offsets), now: from },
          calendar,
        );
        const both = explainDeadline(
          {
            start: from,
            amount: n,
            unit,
            pauses: pausesOf(from, offsets),
            extensions: [extension(more, other)],
            now: from,
          },
          calendar,
        );
        expect(paused.at).toBeGreaterThanOrEqual(plain.at);
        expect(both.at).toBeGreaterThanOrEqual(paused.at);
        expect(paused.nominalAt).toBe(plain.at);
      },
    );
    fc.assert(check, { numRuns: 2000 });
  });

  it('uses time that never falls, whatever is paused and whichever rule holds', () => {
    const moments = fc.array(fc.nat(20 * DAY), { minLength: 2, maxLength: 6 });
    const check = fc.property(start, anyUnit, pauses, moments, (from, unit, offsets, minutes) => {
      const list = pausesOf(from, offsets);
      const used = minutes
        .sort((a, b) => a - b)
        .map((minute) =>
          usedTime({ start: from, unit, pauses: list, now: from + minute * MINUTE }, calendar),
        );
      for (let i = 1; i < used.length; i += 1)
        expect(used[i] ?? 0).toBeGreaterThanOrEqual((used[i - 1] ?? 0) - 1e-4);
    });
    fc.assert(check, { numRuns: 2000 });
  });

  it('is used up exactly at its end', () => {
    const check = fc.property(start, amount, anyUnit, pauses, (from, n, unit, offsets) => {
      const base = { start: from, unit, pauses: pausesOf(from, offsets) };
      const { at } = explainDeadline({ ...base, amount: n, now: from }, calendar);
      expect(usedTime({ ...base, now: at }, calendar)).toBeCloseTo(n, 3);
    });
    fc.assert(check, { numRuns: 2000 });
  });

  it('is met by a part that is derived backwards from it', () => {
    const check = fc.property(start, amount, amount, workingUnit, pauses, (from, n, lead, unit, offsets) => {
      const list = pausesOf(from, offsets).map((pause) => ({
        from: Number(pause.from),
        to: Number(pause.to),
      }));
      const { at } = explainDeadline(
        { start: from, amount: n, unit, pauses: pausesOf(from, offsets), now: from },
        calendar,
      );
      const part = subDeadline({ dueAt: at, leadAmount: lead, leadUnit: unit, from, pauses: list }, calendar);
      expect(part).toBeLessThanOrEqual(at);
      expect(part).toBeGreaterThanOrEqual(from);
      if (lead < n) {
        const left = calendar.workingTimeBetween(part, at, unit, { pauses: list, unpublished: 'mark' });
        expect(left).toBeCloseTo(lead, 3);
      }
    });
    fc.assert(check, { numRuns: 2000 });
  });
});
