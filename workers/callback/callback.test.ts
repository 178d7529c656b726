import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { redo } from './redo.ts';
import { scheduleCallback } from './schedule-callback.ts';

const AT = '2026-03-06T16:00:00+08:00';
const RULE = { tries: 3, slots: [], amount: 1, unit: 'working-days' };

describe('callback', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('is due on the next working day, and ends the watch of the handling', async () => {
    const startAt = new Date('2026-03-02T10:00:00+08:00');
    await bench.order('a', {
      finishedAt: new Date(AT),
      deadline: { startAt, nextAt: startAt, nextOccasion: 'due' },
    });
    const job = bench.job(scheduleCallback, AT, { variables: { orderId: 'a', callbackRule: RULE } });

    const first = await scheduleCallback.handle(job, bench.context);

    expect(first.variables?.['deadline']).toMatchObject({
      callbackDueAt: '2026-03-09T16:00:00+08:00',
      nextAt: null,
      nextOccasion: null,
    });
    await bench.twice(scheduleCallback, job);
  });

  it('begins when the reply is approved, not when the first slot comes', async () => {
    const startAt = new Date('2026-03-02T10:00:00+08:00');
    await bench.order('c', { status: 'reviewing', finishedAt: new Date(AT), deadline: { startAt } });

    await bench.twice(
      scheduleCallback,
      bench.job(scheduleCallback, AT, { variables: { orderId: 'c', callbackRule: RULE } }),
    );

    expect(await bench.read('c')).toMatchObject({ status: 'callback' });
  });

  it('starts a redo with empty moments and keeps the round before', async () => {
    const finishedAt = new Date('2026-03-05T10:00:00+08:00');
    await bench.order('b', { finishedAt, signedAt: finishedAt, reply: { text: '答复' }, redoCount: 0 });
    const job = bench.job(redo, AT, { variables: { orderId: 'b', redoCount: 0 } });

    expect(await bench.twice(redo, job)).toEqual({ variables: { redoCount: 1 } });

    const order = await bench.read('b');
    expect(order).toMatchObject({
      redoCount: 1,
      redos: [{ number: 1, at: new Date(AT), previous: { finishedAt, reply: { text: '答复' } } }],
    });
    expect(order).not.toHaveProperty('finishedAt');
    expect(order).not.toHaveProperty('reply');
  });
});
