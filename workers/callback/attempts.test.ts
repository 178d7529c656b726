import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrderDocument } from '@jiesu/store';
import { HandlerBench } from '../testing/handler-bench.ts';
import { callbackSms, notEvaluated, recordAttempt, recordSmsReply } from './attempts.ts';
import { scheduleCallback } from './schedule-callback.ts';

// a Friday
const FINISHED = '2026-03-06T16:00:00+08:00';
const RULE = {
  tries: 3,
  slots: ['09:00-12:00', '14:30-17:30', '18:30-20:30'],
  amount: 1,
  unit: 'working-days',
  smsWaitAmount: 2,
  smsWaitUnit: 'working-days',
};

describe('tries to call back', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  const finished = (id: string, change: Partial<OrderDocument> = {}) =>
    bench.order(id, { approvedAt: new Date(FINISHED), finishedAt: new Date(FINISHED), ...change });
  const schedule = async (orderId: string, at: string, rule: object = RULE) => {
    const job = bench.job(scheduleCallback, at, { variables: { orderId, callbackRule: rule } });
    return (await bench.twice(scheduleCallback, job)).variables?.['callback'];
  };

  it('come in another time of the day each', async () => {
    await finished('a');
    expect(await schedule('a', FINISHED)).toEqual({
      attempt: 1,
      notBefore: '2026-03-09T09:00:00+08:00',
      dueAt: '2026-03-09T16:00:00+08:00',
      smsUntil: null,
    });
    const tried = bench.job(recordAttempt, '2026-03-09T10:00:00+08:00', { variables: { orderId: 'a' } });
    await bench.twice(recordAttempt, tried);
    expect(await schedule('a', '2026-03-09T10:00:00+08:00')).toMatchObject({
      attempt: 2,
      notBefore: '2026-03-09T14:30:00+08:00',
      dueAt: '2026-03-09T17:30:00+08:00',
    });
  });

  it('begin at once for enterprises', async () => {
    await finished('b');
    expect(await schedule('b', FINISHED, { ...RULE, atOnce: true })).toMatchObject({ notBefore: FINISHED });
  });

  it('end in a text message that is waited for, and its answer', async () => {
    await finished('c');
    const at = '2026-03-09T19:00:00+08:00';
    const sms = bench.job(callbackSms, at, { variables: { orderId: 'c', callbackRule: RULE } });
    const sent = await bench.twice(callbackSms, sms);
    expect(sent.variables?.['callback']).toMatchObject({ smsUntil: '2026-03-11T17:30:00+08:00' });
    // a text message is no try: three were made
    expect((await bench.read('c')).callbackAttempts ?? []).toEqual([]);

    await bench.test.store.orders.updateOne(
      { _id: 'c' },
      { $set: { smsReply: { answer: '2', at: new Date(at) } }, $inc: { version: 1 } },
    );
    const reply = bench.job(recordSmsReply, at, { variables: { orderId: 'c' } });
    expect((await bench.twice(recordSmsReply, reply)).variables).toEqual({
      callbackResult: 'dissatisfied',
      solved: false,
      redoAsked: true,
      dissatisfiedClass: 'other',
    });
  });

  it('leave out of the rates who was never reached', async () => {
    await finished('d');
    const job = bench.job(notEvaluated, FINISHED, { variables: { orderId: 'd' } });
    expect((await bench.twice(notEvaluated, job)).variables).toMatchObject({
      callbackResult: 'not-evaluated',
      redoAsked: false,
    });
  });
});
