import { describe, expect, it } from '@jest/globals';
import { WorkingCalendar } from '@jiesu/domain';
import type { DisputeDocument, OrderDocument } from '@jiesu/store';
import { PersonalData, casesEnd, notificationsOnce } from './city.ts';
import { UsedTime, clockIsRight, engineFollows } from './clock.ts';
import { demoCalendar } from '../../../domain/testing/demo-city.ts';
import { EngineState } from '../engine-state.ts';
import { lifeIsWhole } from './life.ts';
import type { Life } from './life.ts';
import { causedNow } from './supervision.ts';

const calendar = new WorkingCalendar(demoCalendar);
const at = (text: string): Date => new Date(`2026-03-${text}:00+08:00`);

/** Sent on Monday at 10:00 with four working days, late, with a red card, and closed a week later. */
const ORDER: OrderDocument = {
  ...{ _id: 'a', orderNo: 'JS1', title: 't', text: 't', callerType: 'citizen', channel: 'phone' },
  ...{ area: 'donghu', anonymous: false, caller: {}, createdBy: 'agent', version: 1 },
  ...{ status: 'closed', urgency: 'normal', unitId: 'water', activeElements: [], outbox: [] },
  receivedAt: at('02T09:00'),
  closedAt: at('13T10:00'),
  dispatches: [{ id: 'd1', at: at('02T10:00'), unitId: 'water', by: 'system' }],
  ...{ returns: [], redos: [], redoCount: 0 },
  steps: [
    {
      ...{ id: 's1', step: 'red-card', occasion: 'overdue', action: 'red-card' },
      ...{ at: at('06T10:30'), basis: at('06T10:00'), taken: true },
    },
    {
      ...{ id: 's2', step: 'due', occasion: 'due', action: 'remind' },
      ...{ at: at('06T10:00'), basis: at('06T10:00'), taken: true },
    },
  ],
  stepRules: [
    {
      ...{ step: 'red-card', occasion: 'overdue', anchor: 'due', amount: 0, unit: 'minutes' },
      ...{ action: 'red-card', unless: 'replied', dutyHours: false, graceMinutes: 1 },
    },
  ],
  cards: [{ id: 'c1', colour: 'red', cause: 'overdue', at: at('06T10:30'), unitId: 'water' }],
  reminders: [{ id: 'r1', occasion: 'due', at: at('06T10:00'), elementId: 'SendReminder' }],
  documents: [
    { no: 'JB-JS1-01', type: 'assignment', at: at('02T10:00'), id: 'j1' },
    { no: 'XH-JS1-02', type: 'closing', at: at('13T10:00'), id: 'j2' },
  ],
  deadline: {
    startAt: at('02T10:00'),
    dueAt: at('06T10:00'),
    signDueAt: at('03T10:00'),
    nextAt: at('06T10:01'),
    limits: { handleAmount: 4, handleUnit: 'working-days', signAmount: 1, signUnit: 'working-days' },
    ...{ used: 1, usedUnit: 'working-days' },
  },
};
const LIFE: Life = {
  order: ORDER,
  events: [
    { _id: 'e1', type: 'received', at: at('02T09:00') },
    { _id: 'e2', type: 'classified', at: at('02T09:00') },
    { _id: 'e3', type: 'dispatched', at: at('02T10:00') },
    { _id: 'task:1:completed', type: 'signed', at: at('02T11:00') },
    { _id: 'e4', type: 'closed', at: at('13T10:00') },
  ],
  tasks: [{ _id: '1', elementId: 'SignOrder', state: 'completed', createdAt: at('02T10:00') }],
  disputes: [],
  documents: ['JB-JS1-01', 'XH-JS1-02'],
};

const found = (change: Partial<OrderDocument>, rest: Partial<Life> = {}): string[] =>
  lifeIsWhole({ ...LIFE, ...rest, order: { ...ORDER, ...change } }, calendar).map(({ what }) => what);
const returned = (id: string, day: string) =>
  ({ id, at: at(day), unitId: 'water', verdict: 'approved' }) as const;
const RULED = [
  { id: 'd1', at: at('02T10:00'), unitId: 'water', by: 'system' },
  { id: 'd2', at: at('03T10:00'), unitId: 'water', by: 'ruling' },
] as const;
const two = <T>(entry: T): T[] => [entry, entry];

describe('what must hold of a life that is over', () => {
  it('holds of a whole one', () => expect(found({})).toEqual([]));

  it.each<readonly [string, Partial<OrderDocument>, Partial<Life>, RegExp]>([
    ['no end', { status: 'callback' }, {}, /^it did not end: it is callback/],
    ['two ends', {}, { events: [...LIFE.events, ...LIFE.events.slice(-1)] }, /^closed 2 times/],
    [
      'something after the end',
      {},
      { events: [...LIFE.events, { _id: 'x', type: 'reminder-sent', at: at('14T10:00') }] },
      /^reminder-sent at .* after its end/,
    ],
    [
      'a return after a ruling',
      { dispatches: [...RULED], returns: [returned('x', '03T11:00')] },
      {},
      /after the ruling/,
    ],
    [
      'a dispute after a ruling',
      { dispatches: [...RULED] },
      { events: [...LIFE.events, { _id: 'x', type: 'dispute-opened', at: at('04T10:00') }] },
      /^disputed at .* after the ruling/,
    ],
    [
      'two returns by one unit',
      { returns: [returned('x', '02T11:00'), returned('y', '02T12:00')] },
      {},
      /^water returned it twice/,
    ],
    [
      'a late return',
      { returns: [returned('x', '05T11:00')] },
      {},
      /^water returned it after 3\.\d+ working days/,
    ],
    ['the unit that it is about', { complainedUnit: 'water' }, {}, /^sent to whom it is about/],
    ['too many redos', { redoCount: 3 }, {}, /^handled again 3 times/],
    [
      'a fourth try',
      {
        callbackAttempts: [1, 2, 3, 4].map((number) => ({
          ...{ id: String(number), number, at: at('10T10:00'), result: 'not-reached' },
        })),
      },
      {},
      /^tried to call back 4 times/,
    ],
    [
      'too long an extension',
      { extensions: [{ id: 'x', amount: 11, unit: 'working-days', at: at('04T10:00') }] },
      {},
      /^extended by 11 days/,
    ],
    [
      'a pause without an end',
      { pauses: [{ id: 'p', from: at('04T10:00'), cause: 'suspension' }] },
      {},
      /never ended/,
    ],
    [
      'a paused emergency',
      {
        urgency: 'emergency',
        pauses: [{ id: 'p', from: at('04T10:00'), to: at('04T11:00'), cause: 'suspension' }],
      },
      {},
      /^an emergency was paused/,
    ],
    [
      'a request without an answer',
      { requests: [{ id: 'q', type: 'extension', by: 'u', at: at('04T10:00'), state: 'open' }] },
      {},
      /^its extension request .* was never answered/,
    ],
    ['an open task', {}, { tasks: LIFE.tasks.map((task) => ({ ...task, state: 'open' })) }, /is still open/],
    [
      'an open dispute',
      {},
      { disputes: [{ _id: 'a:1', state: 'meeting' } as DisputeDocument] },
      /^its dispute a:1 is still meeting/,
    ],
    ['a task told twice', {}, { tasks: [...LIFE.tasks, ...LIFE.tasks] }, /^2 tasks were handed in/],
    ['a step taken twice', { steps: two(ORDER.steps?.[0]).flatMap((s) => s ?? []) }, {}, /took a step twice/],
    [
      'a card without its cause',
      { steps: ORDER.steps?.slice(1) ?? [] },
      {},
      /^a red card .* without its cause/,
    ],
    [
      'a card twice for one cause',
      { cards: two(ORDER.cards?.[0]).flatMap((c) => c ?? []) },
      {},
      /^a red card/,
    ],
    [
      'a raise without its cause',
      { raises: [{ id: 'x', to: 'office', cause: 'overdue', at: at('09T10:00') }] },
      {},
      /^raised to office/,
    ],
    [
      'a reminder twice for one point',
      {
        reminders: [
          ...ORDER.reminders,
          { id: 'r2', occasion: 'due', at: at('06T12:00'), elementId: 'SendReminder' },
        ],
      },
      {},
      /^reminded of due .* twice for one/,
    ],
    [
      'a gap in the numbers of documents',
      { documents: ORDER.documents?.slice(1) ?? [] },
      { documents: ['XH-JS1-02'] },
      /^its document 1 has the number XH-JS1-02/,
    ],
    [
      'a document that is not stored',
      {},
      { documents: ['JB-JS1-01'] },
      /^document XH-JS1-02 was never stored/,
    ],
  ])('catches %s', (_name, change, rest, what) => {
    expect(found(change, rest)).toContainEqual(expect.stringMatching(what));
  });
});

describe('the clock of an order', () => {
  const differs = (change: Partial<OrderDocument>): string[] =>
    clockIsRight({ ...ORDER, ...change }, at('05T10:00').getTime(), calendar).map(({ what }) => what);

  it('is right by its history', () => expect(differs({})).toEqual([]));

  it.each<readonly [string, Partial<OrderDocument>]>([
    [
      'a pause that does not count',
      { pauses: [{ id: 'p', from: at('03T10:00'), to: at('04T10:00'), cause: 'dispute' }] },
    ],
    [
      'an extension that does not count',
      { extensions: [{ id: 'x', amount: 2, unit: 'working-days', at: at('04T10:00') }] },
    ],
    ['a redo that does not begin anew', { redos: [{ id: 'r', at: at('04T10:00'), number: 1 }] }],
    [
      'a dispatch that began it again',
      { dispatches: [{ id: 'd0', at: at('02T09:00'), unitId: 'x', by: 'system' }] },
    ],
  ])('catches %s', (_name, change) => {
    expect(differs(change)).toContainEqual(expect.stringMatching(/by its history it should be/));
  });

  it('catches used time that falls, but not what a redo begins', () => {
    const used = new UsedTime();
    const withUsed = (days: number, redos: OrderDocument['redos'] = []): OrderDocument => ({
      ...ORDER,
      redos,
      deadline: { startAt: at('02T10:00'), used: days, usedUnit: 'working-days' },
    });
    expect(used.note(withUsed(2))).toEqual([]);
    const previous = { deadline: { used: 2, usedUnit: 'working-days' } };
    expect(used.note(withUsed(0, [{ id: 'r', at: at('05T10:00'), number: 1, previous }]))).toEqual([]);
    expect(used.note(withUsed(1))).toEqual([
      { orderId: 'a', what: 'its used time fell from 2 to 1 working-days' },
    ]);
  });

  it('catches an engine that waits for another moment', () => {
    const watching = (dueAt: Date): string[] => {
      const state = new EngineState();
      const apply = (valueType: string, key: number, value: readonly unknown[]): void =>
        state.apply({
          ...{ position: 1, timestamp: 0, key: String(key), value, valueType },
          intent: valueType === 'PROCESS_INSTANCE' ? 'ELEMENT_ACTIVATED' : 'CREATED',
        });
      apply('PROCESS_INSTANCE', 1, ['supervision', 'PROCESS', 1, 1, 0, 0, 0, []]);
      apply('PROCESS_INSTANCE', 2, ['WatchDeadline', 'EVENT_BASED_GATEWAY', 1, 1, 1]);
      apply('TIMER', 3, ['DeadlinePoint', 2, dueAt.getTime()]);
      apply('PROCESS_MESSAGE_SUBSCRIPTION', 4, ['deadline-changed', 'a', 'DeadlineChanged', 2, 1]);
      return engineFollows(ORDER, state, 1).map(({ what }) => what);
    };
    expect(watching(at('06T10:01'))).toEqual([]);
    expect(watching(at('06T12:00'))).toEqual([expect.stringMatching(/^the next point is/)]);
  });
});

describe('the cause of a measure', () => {
  const caused = (change: Partial<OrderDocument>, now = at('06T10:30'), before = at('06T10:00')): string[] =>
    causedNow({ ...ORDER, ...change }, { now: now.getTime(), before: before.getTime() }, calendar).map(
      ({ what }) => what,
    );
  const stepAt = (moment: Date): Pick<OrderDocument, 'steps'> => ({
    steps: (ORDER.steps ?? []).slice(0, 1).map((step) => ({ ...step, at: moment })),
  });

  it('is its point, when it has just come', () => expect(caused({})).toEqual([]));

  it('is none before the point, long after it, in a pause, or when it was done', () => {
    expect(caused(stepAt(at('05T10:00')), at('05T10:00'))).toEqual([expect.stringMatching(/comes only at/)]);
    expect(caused(stepAt(at('09T10:00')), at('09T10:00'), at('09T09:30'))).toEqual([
      expect.stringMatching(/its point was at/),
    ]);
    expect(caused({ pauses: [{ id: 'p', from: at('06T09:00'), cause: 'suspension' }] })).toEqual([
      expect.stringMatching(/the clock stood still/),
    ]);
    expect(caused({ finishedAt: at('05T10:00') })).toEqual([expect.stringMatching(/was done at/)]);
  });
});

describe('the city as a whole', () => {
  it('catches what is told twice', () => {
    const notice = {
      ...{ _id: 'n1', template: 'reminder', channel: 'in-app', recipient: 'unit:water', orderId: 'a' },
      ...{ createdAt: at('02T10:00'), data: { occasion: 'due' } },
    } as const;
    expect(notificationsOnce([notice, { ...notice, recipient: 'unit:power' }])).toEqual([]);
    expect(notificationsOnce([notice, { ...notice, _id: 'n2' }])).toHaveLength(1);
  });

  it('catches a case without an end, and one with a measure twice', () => {
    const measure = { id: 'm', measure: 'notice', at: at('02T10:00') } as const;
    const one = {
      ...{ _id: 'c', orderId: 'a', orderNo: 'JS1', unitId: 'water', cause: 'overdue' },
      ...{ openedAt: at('02T10:00'), state: 'closed' as const, measures: [measure] },
    };
    expect(casesEnd([one])).toEqual([]);
    expect(casesEnd([{ ...one, state: 'open' }])).toHaveLength(1);
    expect(casesEnd([{ ...one, measures: two(measure) }])).toHaveLength(1);
  });

  it('catches a caller in a record, and takes no key for a number', () => {
    const personal = new PersonalData(/市民\d+|(?<!\d)139\d{8}(?!\d)/u);
    expect(personal.look('VARIABLE caller', '{"value":["caller","市民7"]}')).toHaveLength(1);
    expect(personal.look('VARIABLE phone', '{"value":["phone","13900000007"]}')).toHaveLength(1);
    expect(personal.look('JOB', '{"key":"2251391111111199"}')).toEqual([]);
  });
});
