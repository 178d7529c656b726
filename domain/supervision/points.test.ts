import { describe, expect, it } from '@jest/globals';
import { WorkingCalendar, toIso, toLocal } from '../calendar/index.ts';
import { demoCalendar } from '../testing/demo-city.ts';
import { nextPoint, planPoints } from './index.ts';
import type { StepAnchors, StepFacts, SupervisionStep } from './index.ts';

const calendar = new WorkingCalendar(demoCalendar);
const at = (iso: string): number => Date.parse(`${iso}+08:00`);
const step = (change: Partial<SupervisionStep>): SupervisionStep => ({
  step: 'due',
  occasion: 'due',
  anchor: 'due',
  amount: 0,
  unit: 'hours',
  action: 'remind',
  dutyHours: false,
  ...change,
});
const STEPS = [
  step({ step: 'sign', occasion: 'sign-due', anchor: 'sign-due', unless: 'signed' }),
  step({ step: 'b48', occasion: 'before-48h', amount: -48, dutyHours: true, unless: 'replied' }),
  step({ step: 'b24', occasion: 'before-24h', amount: -24, dutyHours: true, unless: 'replied' }),
  step({ step: 'due', action: 'red-card', unless: 'replied' }),
  step({
    step: 'd3',
    occasion: 'first-feedback',
    anchor: 'dispatched',
    amount: 3,
    unit: 'working-days',
    action: 'yellow-card',
    unless: 'contacted',
  }),
];
const NOTHING: StepFacts = {
  signed: false,
  contacted: false,
  pushed: false,
  'on-site': false,
  replied: false,
  approved: false,
};
const anchor = (iso: string, nominal = iso) => ({ at: at(iso), nominal: at(nominal) });
const ANCHORS: StepAnchors = {
  dispatched: anchor('2026-03-02T10:00:00'),
  'sign-due': anchor('2026-03-03T10:00:00'),
  due: anchor('2026-03-09T10:00:00'),
};
const shown = (points: readonly { step: string; at: number }[]) =>
  points.map((point) => `${point.step} ${toIso(toLocal(point.at)).slice(0, 16)}`);

describe('points of supervision', () => {
  it('follow the anchors in their order, reminders in duty hours', () => {
    expect(shown(planPoints(STEPS, ANCHORS, calendar))).toEqual([
      'sign 2026-03-03T10:00',
      'd3 2026-03-05T10:00',
      // both fall on the weekend: the later one says it all
      'b24 2026-03-09T09:00',
      'due 2026-03-09T10:00',
    ]);
  });

  it('move with a pause, but stay the same points', () => {
    const pauses = [{ from: at('2026-03-04T10:00:00'), to: at('2026-03-05T10:00:00') }];
    const paused = { ...ANCHORS, due: anchor('2026-03-10T10:00:00', '2026-03-09T10:00:00') };
    const points = planPoints(STEPS, paused, calendar, { pauses });
    expect(shown(points)).toContain('d3 2026-03-06T10:00');
    const taken = planPoints(STEPS, ANCHORS, calendar).filter(({ step: id }) => id === 'b24');
    const next = nextPoint(points, {
      taken,
      facts: { ...NOTHING, signed: true, contacted: true },
      now: at('2026-03-09T09:00:00'),
    });
    expect(next?.step).toBe('due');
  });

  it('come again for a deadline that was extended', () => {
    const taken = planPoints(STEPS, ANCHORS, calendar);
    const extended = { ...ANCHORS, due: anchor('2026-03-13T10:00:00') };
    const next = nextPoint(planPoints(STEPS, extended, calendar), {
      taken,
      facts: NOTHING,
      now: at('2026-03-09T11:00:00'),
    });
    expect(next).toMatchObject({ step: 'b48', at: at('2026-03-11T10:00:00') });
  });

  it('are left out when there is no reason any more, when they are past, and while the clock stands still', () => {
    const points = planPoints(STEPS, ANCHORS, calendar);
    const state = {
      taken: [],
      now: at('2026-03-09T09:30:00'),
      facts: { ...NOTHING, signed: true, contacted: true },
    };
    expect(nextPoint(points, state)?.step).toBe('due');
    expect(nextPoint(points, { ...state, facts: { ...state.facts, replied: true } })).toBeUndefined();
    expect(nextPoint(points, { ...state, paused: true })).toBeUndefined();
  });

  it('do not lie before the dispatch', () => {
    const short = { dispatched: anchor('2026-03-02T10:00:00'), due: anchor('2026-03-03T09:00:00') };
    expect(shown(planPoints(STEPS, short, calendar))).toEqual([
      'due 2026-03-03T09:00',
      'd3 2026-03-05T10:00',
    ]);
  });
});
