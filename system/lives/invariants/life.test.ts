import { describe, expect, it } from '@jest/globals';
import type { DisputeDocument, OrderDocument } from '@jiesu/store';
import { lifeIsWhole } from './life.ts';
import type { Life } from './life.ts';
import { LIFE, ORDER, at, calendar, two } from './testing/whole-life.ts';

const found = (change: Partial<OrderDocument>, rest: Partial<Life> = {}): string[] =>
  lifeIsWhole({ ...LIFE, ...rest, order: { ...ORDER, ...change } }, calendar).map(({ what }) => what);
const returned = (id: string, day: string) =>
  ({ id, at: at(day), unitId: 'water', verdict: 'approved' }) as const;
const RULED = [
  { id: 'd1', at: at('02T10:00'), unitId: 'water', by: 'system' },
  { id: 'd2', at: at('03T10:00'), unitId: 'water', by: 'ruling' },
] as const;

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
