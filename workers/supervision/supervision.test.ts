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
  limits: { remindBeforeHours: [48, 24] },
};
const variables = (orderId: string) => ({
  orderId,
  deadline: { nextAt: '2026-03-03T10:00:00+08:00', nextOccasion: 'sign-due' },
});

describe('reminders', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('records one reminder for a job and names the next point', async () => {
    await bench.order('a', { deadline });
    const job = bench.job(remind, '2026-03-03T10:00:00+08:00', {
      elementId: 'SendReminder',
      variables: variables('a'),
    });

    const result = await bench.twice(remind, job);

    expect(result.variables?.['deadline']).toMatchObject({
      nextAt: '2026-03-04T10:00:00+08:00',
      nextOccasion: 'before-48h',
    });
    expect((await bench.read('a')).reminders).toEqual([
      { id: job.key, occasion: 'sign-due', at: deadline.nextAt, elementId: 'SendReminder' },
    ]);
  });

  it('reminds nobody to sign what is signed, but watches on', async () => {
    await bench.order('b', { deadline, signedAt: START });
    const result = await bench.twice(
      remind,
      bench.job(remind, '2026-03-03T10:00:00+08:00', { variables: variables('b') }),
    );
    expect(result.variables?.['deadline']).toMatchObject({ nextOccasion: 'before-48h' });
    expect((await bench.read('b')).reminders).toEqual([]);
    expect(await bench.events('b')).toEqual([]);
  });

  it('reminds of a callback without touching the watch', async () => {
    await bench.order('c', { deadline: { ...deadline, callbackDueAt: START } });
    const job = bench.job(remind, '2026-03-03T10:00:00+08:00', {
      headers: { occasion: 'callback-due' },
      variables: variables('c'),
    });
    expect(await bench.twice(remind, job)).toEqual({});
    expect(await bench.read('c')).toMatchObject({
      reminders: [{ occasion: 'callback-due' }],
      deadline: { nextOccasion: 'sign-due' },
    });
  });
});
