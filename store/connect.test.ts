import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDomainError } from '@jiesu/domain';
import { connectStore, isDatabaseUnavailable } from './connect.ts';
import { openTestStore } from './testing/open-test-store.ts';
import type { TestStore } from './testing/open-test-store.ts';

describe('connectStore', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  }, 180_000);
  afterAll(() => test.stop());

  const order = (id: string) => ({
    _id: id,
    orderNo: `JS-${id}`,
    title: '路灯不亮',
    text: '小区门口的路灯坏了',
    callerType: 'citizen' as const,
    channel: 'phone' as const,
    area: 'donghu',
    status: 'received' as const,
    receivedAt: new Date('2026-11-24T01:00:00Z'),
    createdBy: 'agent',
  });

  it('stores an order with its defaults and reads it back', async () => {
    await test.store.orders.create(order('a'));

    const found = await test.store.orders.findById('a').lean();

    expect(found).toMatchObject({ ...order('a'), version: 0, outbox: [], activeElements: [], redoCount: 0 });
  });

  it('refuses a second order of the same number', async () => {
    await test.store.orders.create(order('b'));
    await expect(test.store.orders.create({ ...order('c'), orderNo: 'JS-b' })).rejects.toMatchObject({
      code: 11_000,
    });
  });

  it('refuses a field that the model does not have', async () => {
    await expect(test.store.orders.updateOne({ _id: 'a' }, { $set: { tilte: 'x' } })).rejects.toThrow(
      /tilte/,
    );
  });

  it('tells within the given time that no database answers', async () => {
    const begun = performance.now();
    const attempt = connectStore('mongodb://127.0.0.1:9/none', { appName: 'test', reachWithinMs: 300 });

    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    );

    expect(isDomainError(error, 'DATABASE_UNAVAILABLE')).toBe(true);
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
