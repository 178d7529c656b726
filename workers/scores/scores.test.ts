import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { close } from './close.ts';
import { evaluate } from './evaluate.ts';

const AT = '2026-03-06T16:00:00+08:00';
const RULES = {
  ...{ onTime: 30, signedInTime: 10, solved: 30, satisfied: 30 },
  ...{ excellent: 90, good: 80, pass: 60 },
  ...{ yellowFree: 1, yellowPoints: -1, redPoints: -2 },
};

describe('scores', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('judges what can be judged, then closes', async () => {
    const startAt = new Date('2026-03-02T10:00:00+08:00');
    await bench.order('a', {
      status: 'callback',
      deadline: { startAt, signDueAt: new Date('2026-03-03T10:00:00+08:00'), dueAt: new Date(AT) },
      signedAt: new Date('2026-03-03T10:00:01+08:00'),
      finishedAt: new Date(AT),
      callback: { result: 'not-reached' },
      activeElements: ['CallBack'],
    });

    await bench.twice(evaluate, bench.job(evaluate, AT, { variables: { orderId: 'a', scoreRules: RULES } }));
    await bench.twice(close, bench.job(close, AT, { variables: { orderId: 'a' } }));

    expect(await bench.read('a')).toMatchObject({
      status: 'closed',
      closedAt: new Date(AT),
      activeElements: [],
      scores: { onTime: true, signedInTime: false, solved: null, satisfied: null, score: 75 },
    });
    expect((await bench.events('a')).map(({ type }) => type)).toEqual(['evaluated', 'closed']);
  });
});
