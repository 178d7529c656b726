import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRun } from './testing/model-run.ts';

const NOW = '2026-03-02T16:00:00+08:00';
const SLOTS = ['2026-03-03T09:00:00+08:00', '2026-03-03T14:00:00+08:00', '2026-03-03T18:00:00+08:00'];
const DUE = '2026-03-03T20:00:00+08:00';
const SMS_UNTIL = '2026-03-05T20:00:00+08:00';

const ORDER = {
  orderId: 'order-1',
  orderNo: 'JS20260302-000001',
  kind: 'complaint',
  urgency: 'normal',
  callerType: 'citizen',
  channel: 'phone',
  category: 'city-appearance',
  area: 'donghu',
  redoCount: 0,
};

let run: ModelRun;
beforeAll(async () => {
  run = await ModelRun.open(['callback', 'redo']);
});
beforeEach(() => run.from(NOW));
afterEach(() => {
  expect(run.incidents()).toEqual([]);
  expect(run.active()).toEqual([]);
  expect(run.tasks()).toEqual([]);
});
afterAll(async () => {
  const { missing } = await run.uncovered();
  await run.close();
  expect(missing).toEqual([]);
});

describe('callback', () => {
  const plan = async (attempt: number): Promise<void> => {
    const notBefore = SLOTS[attempt - 1] ?? NOW;
    await run.work('hotline.schedule-callback', { callback: { attempt, notBefore, dueAt: DUE } });
    expect(run.tasks()).toEqual([]);
    await run.until(notBefore);
    expect(run.task('CallBack')).toMatchObject({ candidateGroups: ['role:callback'], dueDate: DUE });
  };
  const miss = async (attempt: number): Promise<void> => {
    await plan(attempt);
    await run.complete('CallBack', { callbackResult: 'not-reached' });
    await run.work('hotline.record-attempt');
  };
  const missAll = async (more: object = {}): Promise<void> => {
    await run.call('callback', { ...ORDER, ...more });
    for (const attempt of [1, 2, 3]) await miss(attempt);
  };

  it('asks the caller when the slot begins', async () => {
    await run.call('callback', ORDER);
    await plan(1);
    const answer = { callbackResult: 'dissatisfied', solved: false, redoAsked: true };
    await run.complete('CallBack', { ...answer, dissatisfiedClass: 'not-solved' });
    expect(await run.result()).toMatchObject({ ...answer, dissatisfiedClass: 'not-solved' });
  });

  it('reminds the desk when the callback is late, and leaves it open', async () => {
    await run.call('callback', ORDER);
    await plan(1);
    await run.until(DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'callback-due',
      to: 'role:callback',
    });
    await run.complete('CallBack', { callbackResult: 'satisfied', solved: true });
    expect(await run.result()).toMatchObject({ callbackResult: 'satisfied' });
  });

  it('tries three times in different slots, then takes the answer to a text message', async () => {
    await missAll();
    await run.work('hotline.callback-sms', { callback: { attempt: 3, smsUntil: SMS_UNTIL } });
    await run.publish('callback-replied', 'order-1');
    await run.work('hotline.record-sms-reply', { callbackResult: 'satisfied', solved: true });
    expect(await run.result()).toMatchObject({ callbackResult: 'satisfied', solved: true });
  });

  it('is not evaluated when nobody answers the text message in time', async () => {
    await missAll();
    await run.work('hotline.callback-sms', { callback: { attempt: 3, smsUntil: SMS_UNTIL } });
    await run.until('2026-03-05T19:59:00+08:00');
    await expect(run.work('hotline.not-evaluated')).rejects.toThrow('0 jobs');
    await run.until(SMS_UNTIL);
    await run.work('hotline.not-evaluated');
    expect(await run.result()).toMatchObject({ callbackResult: 'not-evaluated', redoAsked: false });
  });

  it('sends no text message to who reported somebody', async () => {
    await missAll({ kind: 'report' });
    await run.work('hotline.not-evaluated');
    expect(await run.result()).toMatchObject({ callbackResult: 'not-evaluated' });
  });
});

describe('redo', () => {
  const ask = (more: object): Promise<string> =>
    run.call('redo', { ...ORDER, callbackResult: 'dissatisfied', redoAsked: true, ...more });
  const review = async (reviewDecision: string): Promise<void> => {
    await ask({ dissatisfiedClass: 'other' });
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.until(DUE);
    expect((await run.work('hotline.remind')).headers.occasion).toBe('redo-review-due');
    await run.complete('ReviewRedo', { reviewDecision });
  };

  it('is granted by rule for a good reason', async () => {
    await ask({ dissatisfiedClass: 'untrue' });
    await run.work('hotline.redo', { redoCount: 1 });
    expect(await run.result()).toMatchObject({ redoResult: 'granted', redoCount: 1 });
  });

  it('is refused by rule after two redos', async () => {
    await ask({ dissatisfiedClass: 'not-solved', redoCount: 2 });
    expect((await run.work('hotline.answer-request')).headers).toMatchObject({ decision: 'refused' });
    expect(await run.result()).toMatchObject({ redoResult: 'refused', redoCount: 2 });
  });

  it('is granted by a supervisor', async () => {
    await review('grant');
    await run.work('hotline.redo', { redoCount: 1 });
    expect(await run.result()).toMatchObject({ redoResult: 'granted' });
  });

  it('is refused by a supervisor', async () => {
    await review('refuse');
    await run.work('hotline.answer-request');
    expect(await run.result()).toMatchObject({ redoResult: 'refused' });
  });
});
