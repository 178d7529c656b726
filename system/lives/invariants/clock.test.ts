import { describe, expect, it } from '@jest/globals';
import type { OrderDocument } from '@jiesu/store';
import { EngineState } from '../engine-state.ts';
import { UsedTime, clockIsRight, engineFollows } from './clock.ts';
import { causedNow } from './supervision.ts';
import { ORDER, at, calendar } from './testing/whole-life.ts';

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
