import { beforeAll, describe, expect, it } from '@jest/globals';
import { describeDecision, openDecisions } from './testing/decisions.ts';
import type { DecisionFile } from './testing/decisions.ts';

const ORDINARY = {
  kind: 'help',
  urgency: 'normal',
  callerType: 'citizen',
  channel: 'phone',
  category: 'city-appearance',
  area: 'donghu',
};

interface Step {
  readonly step: string;
  readonly anchor: string;
  readonly amount: number;
  readonly unit: string;
  readonly action: string;
  readonly unless: string;
  readonly dutyHours: boolean;
  readonly graceMinutes: number;
}

describe('supervision-steps.dmn', () => {
  let file: DecisionFile;
  beforeAll(async () => {
    file = await openDecisions('supervision-steps.dmn');
  });

  const stepsOf = (urgency: string, handleAmount: number, handleUnit = 'working-days'): readonly Step[] =>
    file.decide('supervision-steps', { ...ORDINARY, urgency, limits: { handleAmount, handleUnit } })
      .output as Step[];
  const brief = (steps: readonly Step[]): unknown =>
    steps.map(({ step, anchor, amount, unit, action, unless }) => [
      step,
      `${anchor} ${amount} ${unit}`,
      action,
      unless,
    ]);

  it('watches an ordinary order by 1345, with reminders, cards and raises', () => {
    expect(brief(stepsOf('normal', 4))).toEqual([
      ['sign-due', 'sign-due 0 minutes', 'remind', 'signed'],
      ['before-48h', 'due -48 hours', 'remind', 'replied'],
      ['before-24h', 'due -24 hours', 'remind', 'replied'],
      ['due', 'due 0 minutes', 'remind', 'replied'],
      ['day-after', 'due 1 working-days', 'remind', 'replied'],
      ['day-3-feedback', 'dispatched 3 working-days', 'yellow-card', 'contacted'],
      ['day-4-follow-up', 'dispatched 4 working-days', 'follow-up', 'approved'],
      ['red-card', 'due 0 minutes', 'red-card', 'replied'],
      ['day-5-close', 'dispatched 5 working-days', 'remind', 'approved'],
      ['raise-leader', 'due 1 working-days', 'raise-leader', 'replied'],
      ['raise-office', 'due 3 working-days', 'raise-office', 'replied'],
      ['notice', 'due 5 working-days', 'notice', 'replied'],
    ]);
  });

  it('raises an urgent order as soon as it is due', () => {
    expect(brief(stepsOf('urgent', 4).filter(({ action }) => action === 'raise-leader'))).toEqual([
      ['raise-leader', 'due 0 minutes', 'raise-leader', 'replied'],
    ]);
  });

  it('watches a consultation, and a redo of half the limit, without the days 3, 4 and 5', () => {
    for (const amount of [0.5, 1, 2, 3]) {
      const steps = stepsOf('normal', amount).map(({ step }) => step);
      expect(steps.filter((step) => step.startsWith('day-') && step !== 'day-after')).toEqual([]);
      expect(steps).toContain('red-card');
    }
  });

  it.each([
    [10, []],
    [11, [10]],
    [20, [10]],
    [21, [10, 20]],
    [45, [10, 20, 30, 40]],
    [60, [10, 20, 30, 40, 50]],
  ])('asks for stage reports within %d working days', (days, at) => {
    const steps = stepsOf('normal', days);
    expect(steps.filter(({ action }) => action === 'stage-report').map(({ amount }) => amount)).toEqual(at);
    expect(steps.some(({ action }) => action === 'follow-up')).toBe(days === 10);
  });

  it('watches an emergency around the clock', () => {
    const steps = stepsOf('emergency', 72, 'hours');
    expect(brief(steps)).toEqual([
      ['notice', 'due 5 working-days', 'notice', 'replied'],
      ['push-due', 'push-due 0 minutes', 'remind', 'pushed'],
      ['on-site-due', 'on-site-due 0 minutes', 'remind', 'on-site'],
      ['on-site-raise-leader', 'on-site-due 0 minutes', 'raise-leader', 'on-site'],
      ['on-site-raise-office', 'on-site-due 30 minutes', 'raise-office', 'on-site'],
      ['made-safe-before-24h', 'due -24 hours', 'remind', 'replied'],
      ['made-safe-due', 'due 0 minutes', 'remind', 'replied'],
      ['made-safe-red-card', 'due 0 minutes', 'red-card', 'replied'],
      ['made-safe-raise-leader', 'due 0 minutes', 'raise-leader', 'replied'],
      ['made-safe-raise-office', 'due 4 hours', 'raise-office', 'replied'],
      ['made-safe-day-after', 'due 24 hours', 'remind', 'replied'],
    ]);
    expect(steps.filter(({ dutyHours }) => dutyHours)).toEqual([]);
  });

  it('holds reminders back until duty hours, and gives no card to who is on time to the minute', () => {
    const steps = [...stepsOf('normal', 60), ...stepsOf('normal', 4), ...stepsOf('emergency', 72, 'hours')];
    for (const { action, graceMinutes } of steps)
      expect([action, graceMinutes]).toEqual([action, /card|raise|notice/.test(action) ? 1 : 0]);
    expect(new Set(steps.filter(({ dutyHours }) => dutyHours).map(({ action }) => action))).toEqual(
      new Set(['remind', 'stage-report']),
    );
  });

  it('names each step once, and has no row that decides nothing', () => {
    for (const steps of [
      stepsOf('normal', 60),
      stepsOf('urgent', 4),
      stepsOf('normal', 4),
      stepsOf('emergency', 72, 'hours'),
    ]) {
      const names = steps.map(({ step }) => step);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(file.unmatched()).toEqual([]);
  });
});

describeDecision('accountability', { ...ORDINARY, cause: 'overdue' }, [
  [
    'an order more than 5 working days overdue',
    {},
    'overdue',
    { first: 'notice', rectifyAmount: 3, rectifyUnit: 'working-days' },
  ],
  [
    'a red card',
    { cause: 'red-card' },
    'red',
    { first: 'interview', interviewAmount: 3, interviewUnit: 'working-days', accountAmount: 5 },
  ],
  [
    'the red card of an emergency',
    { cause: 'red-card', urgency: 'emergency' },
    'emergencyRed',
    { first: 'interview', interviewAmount: 1 },
  ],
]);

describeDecision('raise-rules', { ...ORDINARY, level: 'leader' }, [
  ['what goes to the leader of the unit', {}, 'leader', { amount: 1, unit: 'working-days' }],
  ['what goes to the government office', { level: 'office' }, 'office', { amount: 1, unit: 'working-days' }],
  ['an enterprise', { callerType: 'enterprise' }, 'enterprise', { amount: 2, unit: 'working-hours' }],
  [
    'an emergency of an enterprise',
    { callerType: 'enterprise', urgency: 'emergency' },
    'emergency',
    { amount: 30, unit: 'minutes' },
  ],
]);

const rung = (number: number): Record<string, unknown> => ({ dispute: { rung: number } });
const days = (positions: number, meeting: number, ruling: number): Record<string, unknown> => ({
  positionsAmount: positions,
  positionsUnit: 'working-days',
  meetingAmount: meeting,
  meetingUnit: 'working-days',
  rulingAmount: ruling,
  rulingUnit: 'working-days',
  agendaLeadAmount: 4,
  agendaLeadUnit: 'working-hours',
  minutesAmount: 4,
  minutesUnit: 'working-hours',
});
describeDecision('escalation-ladder', { ...ORDINARY, ...rung(1) }, [
  [
    'the hotline office',
    {},
    'first',
    { number: 1, name: '热线办协调', group: 'role:secretary', last: false, ...days(1, 3, 5) },
  ],
  [
    'the government office',
    rung(2),
    'second',
    { number: 2, name: '政府办协调', last: false, ...days(1, 3, 5) },
  ],
  [
    'the standing meeting',
    rung(3),
    'last',
    { number: 3, name: '联席会议常设会议', last: true, ...days(1, 3, 5) },
  ],
  ['anything above', rung(4), 'last', { number: 3, last: true }],
  [
    'an enterprise',
    { callerType: 'enterprise' },
    'enterprise1',
    { number: 1, last: false, ...days(1, 2, 3) },
  ],
  [
    'an enterprise, raised',
    { ...rung(2), callerType: 'enterprise' },
    'enterprise2',
    { number: 2, last: false, ...days(1, 2, 3) },
  ],
  ['an enterprise at the end', { ...rung(3), callerType: 'enterprise' }, 'last', { number: 3, last: true }],
  [
    'an emergency',
    { urgency: 'emergency' },
    'emergency1',
    { number: 1, last: false, positionsAmount: 30, rulingAmount: 120, rulingUnit: 'minutes' },
  ],
  [
    'an emergency, raised',
    { ...rung(2), urgency: 'emergency' },
    'emergency2',
    { number: 2, last: false, rulingUnit: 'minutes' },
  ],
  [
    'an emergency at the end',
    { ...rung(3), urgency: 'emergency' },
    'emergency3',
    { number: 3, last: true, rulingUnit: 'minutes' },
  ],
]);

describeDecision('callback-rules', ORDINARY, [
  [
    'an ordinary order',
    {},
    'normal',
    {
      tries: 3,
      amount: 1,
      unit: 'working-days',
      atOnce: false,
      sms: true,
      smsWaitAmount: 48,
      smsWaitUnit: 'hours',
      slots: ['09:00-12:00', '14:00-17:30', '18:00-20:00'],
    },
  ],
  [
    'an enterprise',
    { callerType: 'enterprise' },
    'enterprise',
    { tries: 3, atOnce: true, slots: ['09:00-11:00', '11:00-12:00', '14:00-17:30'] },
  ],
  ['a report, whose caller gets no text message', { kind: 'report' }, 'anonymous', { tries: 3, sms: false }],
  ['an emergency', { urgency: 'emergency' }, 'emergency', { tries: 3, atOnce: true, sms: true }],
]);

describeDecision('report-rules', { reportId: 'daily' }, [
  [
    'the daily report',
    {},
    'daily',
    { period: 'daily', time: '08:30', weekday: null, dayOfMonth: null, reviewAmount: 4 },
  ],
  ['the weekly report', { reportId: 'weekly' }, 'weekly', { period: 'weekly', time: '09:00', weekday: 1 }],
  [
    'the monthly report',
    { reportId: 'monthly' },
    'monthly',
    { period: 'monthly', time: '09:00', dayOfMonth: 1 },
  ],
]);

const COMMON = { excellent: 90, good: 80, pass: 60, yellowFree: 1, yellowPoints: -1, redPoints: -2 };
describeDecision('scores', ORDINARY, [
  ['a citizen', {}, 'normal', { onTime: 30, signedInTime: 10, solved: 30, satisfied: 30, ...COMMON }],
  [
    'an enterprise',
    { callerType: 'enterprise' },
    'enterprise',
    { onTime: 30, signedInTime: 20, solved: 25, satisfied: 25, ...COMMON },
  ],
]);
