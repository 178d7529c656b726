import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WorkingCalendar } from '../calendar/index.ts';
import { URGENCIES } from '../order/index.ts';
import { demoCalendar } from '../testing/demo-city.ts';
import { limitsSchema, orderDeadline, orderDueTimes } from './index.ts';
import type { OrderClock } from './index.ts';

const calendar = new WorkingCalendar(demoCalendar);
const at = (iso: string): Date => new Date(`${iso}+08:00`);
const LIMITS = limitsSchema.parse({
  signAmount: 1,
  signUnit: 'working-days',
  handleAmount: 4,
  handleUnit: 'working-days',
  pushAmount: 3,
  pushUnit: 'minutes',
  onSiteAmount: 30,
  onSiteUnit: 'minutes',
  rule: 'other',
  ceilingAmount: null,
});
const NOW = at('2026-03-04T10:00:00').getTime();

describe('the deadlines of an order', () => {
  it('run since the first dispatch, the sign limit since the last', () => {
    const order: OrderClock = {
      firstDispatchedAt: at('2026-03-02T10:00:00'),
      dispatchedAt: at('2026-03-04T09:30:00'),
      redos: [],
    };
    expect(orderDeadline(order, LIMITS, NOW, calendar)).toMatchObject({
      startAt: at('2026-03-02T10:00:00'),
      dueAt: at('2026-03-06T10:00:00'),
      signDueAt: at('2026-03-05T09:30:00'),
      used: 2,
      rule: 'other',
    });
  });

  it('count extensions of the present round only', () => {
    const extensions = [{ amount: 3, unit: 'working-days' as const, at: at('2026-03-03T10:00:00') }];
    const order = { dispatchedAt: at('2026-03-02T10:00:00'), extensions };
    const due = (redos: { at: Date }[]) => orderDueTimes({ ...order, redos }, LIMITS, NOW, calendar).dueAt;
    expect(due([])).toBe(at('2026-03-11T10:00:00').getTime());
    expect(due([{ at: at('2026-03-04T10:00:00') }])).toBe(at('2026-03-10T10:00:00').getTime());
  });

  it('are the same moments with and without their explanation', () => {
    const date = fc
      .integer({ min: at('2025-03-01T00:00:00').getTime() / 60_000, max: NOW / 60_000 })
      .map((minute) => new Date(minute * 60_000));
    const order: fc.Arbitrary<OrderClock> = fc.record(
      {
        firstDispatchedAt: date,
        dispatchedAt: date,
        urgency: fc.constantFrom(...URGENCIES),
        urgencyRaisedAt: date,
        redos: fc.array(fc.record({ at: date }), { maxLength: 2 }),
        pauses: fc.array(
          fc.record(
            { from: date, to: date, cause: fc.constantFrom('suspension' as const, 'dispute' as const) },
            { requiredKeys: ['from', 'cause'] },
          ),
          { maxLength: 3 },
        ),
        extensions: fc.array(
          fc.record({
            amount: fc.integer({ min: 1, max: 10 }),
            unit: fc.constantFrom('working-days' as const, 'working-hours' as const),
            at: date,
          }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: ['redos', 'dispatchedAt'] },
    );
    const check = fc.property(order, (facts) => {
      const full = orderDeadline(facts, LIMITS, NOW, calendar);
      const fast = orderDueTimes(facts, LIMITS, NOW, calendar);
      const moments = (date: Date | undefined) => date?.getTime();
      expect(fast).toEqual({
        startAt: moments(full.startAt),
        dueAt: moments(full.dueAt),
        signDueAt: moments(full.signDueAt),
        onSiteDueAt: moments(full.onSiteDueAt),
        pushDueAt: moments(full.pushDueAt),
        crossesUnpublished: full.crossesUnpublished,
      });
    });
    fc.assert(check, { numRuns: 500 });
  });
});
