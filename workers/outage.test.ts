import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { TestCity } from './testing/city.ts';

const ORDER = { category: 'publishing-licence', kind: 'help' as const, urgency: 'normal' as const };

describe('workers while a part is away', () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await TestCity.open('2026-03-02T10:00:00+08:00');
  }, 180_000);
  afterAll(() => city.close(), 30_000);

  async function jobs(outcome: string): Promise<number> {
    const metrics = await (await fetch(`http://127.0.0.1:${city.workers.metricsPort}/metrics`)).text();
    const lines = metrics.split('\n').filter((line) => line.includes(`outcome="${outcome}"`));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Moves the clock on by minutes until each order is on the unit's list. */
  async function settled(orders: readonly string[], from: string): Promise<void> {
    const open = { orderId: { $in: [...orders] }, elementId: 'SignOrder', state: 'open' as const };
    for (let minute = 1; minute <= 60; minute += 1) {
      if ((await city.store.tasks.countDocuments(open)) === orders.length) return;
      await city.moveClock(new Date(Date.parse(from) + minute * 60_000).toISOString());
      await pause(200);
    }
    throw new Error('the orders were not dispatched');
  }

  it('goes on after kill -9 of the database, without an incident', async () => {
    const { killDatabase } = city.test;
    if (killDatabase === undefined) return;
    const before = await city.receive(ORDER);
    await city.task(before, 'SignOrder');
    const taken = await Promise.all(Array.from({ length: 5 }, () => city.receive(ORDER)));

    await killDatabase(async () => {
      const health = await fetch(`http://127.0.0.1:${city.workers.metricsPort}/healthz`);
      expect(health.status).toBe(503);
    });

    // the pauses before another try run on the engine's clock, which stands still here
    await settled(taken, '2026-03-02T10:00:00+08:00');
    expect(await jobs('incident')).toBe(0);
    expect(await city.store.events.countDocuments({ type: 'dispatched' })).toBe(6);
  }, 60_000);

  it('goes on after kill -9 of the engine', async () => {
    const id = await city.receive(ORDER);
    await city.task(id, 'SignOrder');

    await city.engine.restart();
    await city.moveClock('2026-03-02T12:00:00+08:00');

    await city.complete(id, 'SignOrder', { signResult: 'sign' });
    await city.task(id, 'ContactCaller');
    expect(await jobs('incident')).toBe(0);
  }, 60_000);

  it('finishes what it has begun when it is stopped, and another takes over', async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => city.receive(ORDER)));
    await city.restartWorkers();
    await settled(taken, '2026-03-02T13:00:00+08:00');
    expect(await city.store.tasks.countDocuments({ orderId: { $in: taken } })).toBe(10);
  }, 60_000);
});
