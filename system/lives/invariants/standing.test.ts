import { describe, expect, it } from '@jest/globals';
import type { EngineRecord } from '../../client/engine-records.ts';
import { EngineState } from '../engine-state.ts';
import { cityIsQuiet } from './city.ts';
import { desksFollow, standing } from './standing.ts';

const GROUPS = new Set(['unit:water']);
const QUIET = {
  ...{ jobs: 0, incidents: 0, userTasks: 0, continuations: 0, queue: 0 },
  ...{ timerDue: false, nextTimerAt: null },
};
type Short = readonly [valueType: string, intent: string, key: number, value: readonly unknown[]];

const records = (list: readonly Short[]): EngineRecord[] =>
  list.map(([valueType, intent, key, value], index) => ({
    ...{ position: index + 1, timestamp: 1000, valueType, intent, value, key: String(key) },
  }));
const token = (
  key: number,
  elementId: string,
  type: string,
  [instance, scope, caller]: readonly [number, number, number?],
): Short => [
  'PROCESS_INSTANCE',
  'ELEMENT_ACTIVATED',
  key,
  [elementId, type, instance, 1, scope, ...(caller === undefined ? [] : [0, caller, []])],
];

/** An order that waits for its unit to sign while supervision waits for the next point. */
const AT_THE_UNIT: readonly Short[] = [
  token(10, 'work-order', 'PROCESS', [10, 0, 0]),
  ['VARIABLE', 'CREATED', 10, ['orderId', 'a', 11, 10]],
  token(12, 'InProgress', 'SUB_PROCESS', [10, 10]),
  token(13, 'Handling', 'CALL_ACTIVITY', [10, 12]),
  token(14, 'handling', 'PROCESS', [14, 0, 13]),
  token(15, 'SignOrder', 'USER_TASK', [14, 14]),
  ['USER_TASK', 'CREATING', 16, ['SignOrder', 15, 14, { candidateGroups: ['unit:water'], dueDate: null }]],
  token(17, 'Supervision', 'CALL_ACTIVITY', [10, 12]),
  token(18, 'supervision', 'PROCESS', [18, 0, 17]),
  token(19, 'WatchDeadline', 'EVENT_BASED_GATEWAY', [18, 18]),
  ['TIMER', 'CREATED', 20, ['DeadlinePoint', 19, 5000]],
];

function judged(list: readonly Short[]): string[] {
  const state = new EngineState();
  for (const record of records(list)) state.apply(record);
  return standing(state, GROUPS).map(({ orderId, what }) => `${orderId ?? 'all'}: ${what}`);
}

describe('what must hold at every quiet moment', () => {
  it('holds of an order that its unit has to sign', () => {
    expect(judged(AT_THE_UNIT)).toEqual([]);
  });

  it.each<readonly [string, readonly Short[], string]>([
    [
      'two places at once',
      [token(30, 'ChooseUnit', 'USER_TASK', [10, 10]), timer(31, 30)],
      'a: it is at 2 places at once: InProgress, ChooseUnit',
    ],
    [
      'two units at work',
      [token(30, 'EmergencyResponse', 'CALL_ACTIVITY', [10, 12]), timer(31, 30)],
      'a: 2 units work on it: Handling, Supervision, EmergencyResponse',
    ],
    [
      'two people whose turn it is',
      [token(30, 'HandleOrder', 'USER_TASK', [14, 14]), timer(31, 30)],
      'a: it is the turn of 2 people: SignOrder, HandleOrder',
    ],
    [
      'a task that nobody may do',
      [['USER_TASK', 'UPDATED', 16, ['SignOrder', '', { candidateGroups: ['unit:gone'], dueDate: null }]]],
      'a: nobody may do SignOrder: its groups are unit:gone',
    ],
    [
      'a token that waits for nothing',
      [['TIMER', 'TRIGGERED', 20, ['DeadlinePoint', 19]]],
      'a: WatchDeadline (EVENT_BASED_GATEWAY) waits for nothing',
    ],
    [
      'a task that outlives its token',
      [['PROCESS_INSTANCE', 'ELEMENT_TERMINATED', 15, ['SignOrder', 'USER_TASK', 14, 1, 14]]],
      'all: a user task of SignOrder is left of a token that has gone',
    ],
    [
      'two instances of one order',
      [
        token(40, 'work-order', 'PROCESS', [40, 0, 0]),
        ['VARIABLE', 'CREATED', 40, ['orderId', 'a', 41, 40]],
        token(42, 'ChooseUnit', 'USER_TASK', [40, 40]),
        timer(43, 42),
      ],
      'a: two process instances handle it',
    ],
    [
      'an incident',
      [['INCIDENT', 'CREATED', 50, ['JOB_NO_RETRIES', 'DispatchOrder']]],
      'all: an incident: ["JOB_NO_RETRIES","DispatchOrder"]',
    ],
  ])('catches %s', (_name, more, what) => {
    expect(judged([...AT_THE_UNIT, ...more])).toContain(what);
  });

  it('catches an order that only hopes for a message', () => {
    const waiting: readonly Short[] = [
      token(10, 'work-order', 'PROCESS', [10, 0, 0]),
      ['VARIABLE', 'CREATED', 10, ['orderId', 'a', 11, 10]],
      token(12, 'Hope', 'INTERMEDIATE_CATCH_EVENT', [10, 10]),
      ['PROCESS_MESSAGE_SUBSCRIPTION', 'CREATED', 13, ['m', 'a', 'Hope', 12, 10]],
    ];
    expect(judged(waiting)).toEqual(['a: work-order has no job, no task of a person and no timer']);
  });

  it('catches desks that show other tasks than the engine has', () => {
    const state = new EngineState();
    for (const record of records(AT_THE_UNIT)) state.apply(record);
    const shown = { _id: '16', elementId: 'SignOrder', candidateGroups: ['unit:water'] };
    const seen = (...tasks: (typeof shown)[]): string[] => desksFollow(state, tasks).map(({ what }) => what);
    expect(seen(shown)).toEqual([]);
    expect(seen()).toEqual(['no desk shows the task SignOrder']);
    expect(seen({ ...shown, candidateGroups: ['unit:power'] })).toEqual([
      'the desks show SignOrder to unit:power instead of unit:water',
    ]);
    expect(seen(shown, { ...shown, _id: '99' })).toEqual([
      'a desk shows the task SignOrder that the engine has not',
    ]);
  });

  it('catches what lives on when all is over, but not the reports', () => {
    const state = new EngineState();
    const more = [token(60, 'recurring-reports', 'PROCESS', [60, 0, 0])];
    for (const record of records([...AT_THE_UNIT, ...more])) state.apply(record);
    expect(cityIsQuiet(state, { ...QUIET, userTasks: 1 }).map(({ what }) => what)).toEqual([
      'an instance of work-order lives on: InProgress, Handling, SignOrder, Supervision, WatchDeadline',
    ]);
    expect(cityIsQuiet(new EngineState(), { ...QUIET, userTasks: 1 })).toHaveLength(1);
    expect(cityIsQuiet(new EngineState(), QUIET)).toEqual([]);
  });
});

function timer(key: number, tokenKey: number): Short {
  return ['TIMER', 'CREATED', key, ['SomeTimer', tokenKey, 9000]];
}
