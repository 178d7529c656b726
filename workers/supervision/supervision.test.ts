import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { remind } from './remind.ts';

const START = new Date('2026-03-02T10:00:00+08:00');
const deadline = {
  startAt: START,
  signDueAt: new Date('2026-03-03T10:00:00+08:00'),
  dueAt: new Date('2026-03-06T10:00:00+08:00'),
  nextAt: new Date('2026-03-03T10:00:00+08:00'),
  nextOccasion: 'sign-due',
};

describe('reminders', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('records one reminder for a job, of the occasion of its step, and leaves the watch alone', async () => {
    await bench.order('a', { deadline });
    const job = bench.job(remind, '2026-03-03T10:00:00+08:00', {
      elementId: 'SendReminder',
      variables: { orderId: 'a', step: { occasion: 'before-48h' } },
    });

    expect(await bench.twice(remind, job)).toEqual({});

    expect(await bench.read('a')).toMatchObject({
      reminders: [{ id: job.key, occasion: 'before-48h', at: deadline.nextAt, elementId: 'SendReminder' }],
      deadline: { nextOccasion: 'sign-due' },
    });
  });

  it('takes the occasion of the header before that of a step', async () => {
    await bench.order('c', { deadline: { ...deadline, callbackDueAt: START } });
    const job = bench.job(remind, '2026-03-03T10:00:00+08:00', {
      headers: { occasion: 'callback-due' },
      variables: { orderId: 'c' },
    });
    expect(await bench.twice(remind, job)).toEqual({});
    expect(await bench.read('c')).toMatchObject({
      reminders: [{ occasion: 'callback-due' }],
      deadline: { nextOccasion: 'sign-due' },
    });
  });
});
