import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { updateOrder } from './index.ts';
import { newOrder, openTestStore } from '../testing/index.ts';
import type { TestStore } from '../testing/index.ts';

describe('updateOrder', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  }, 180_000);
  afterAll(() => test.stop());

  const entry = (id: string, at: string) => ({
    id,
    kind: 'test',
    payload: {},
    at: new Date(at),
    attempts: 0,
    nextAt: new Date(at),
  });

  it('loses no change of twenty writers at once', async () => {
    await test.store.orders.create(newOrder('a'));

    await Promise.all(
      Array.from({ length: 20 }, () =>
        updateOrder(test.store, 'a', (order) => ({ set: { redoCount: order.redoCount + 1 } })),
      ),
    );

    expect(await test.store.orders.findById('a').lean()).toMatchObject({ redoCount: 20, version: 20 });
  });

  it('writes nothing when there is nothing to do', async () => {
    await test.store.orders.create(newOrder('b'));
    await updateOrder(test.store, 'b', () => undefined);
    expect(await test.store.orders.findById('b').lean()).toMatchObject({ version: 0 });
  });

  it('returns what the database holds afterwards, and keeps the next time of the outbox', async () => {
    await test.store.orders.create(newOrder('c', { unitId: 'housing-bureau' }));
    const late = entry('late', '2026-11-25T00:00:00Z');
    const early = entry('early', '2026-11-24T00:00:00Z');

    const returned = [
      await updateOrder(test.store, 'c', () => ({
        set: { status: 'dispatching' },
        unset: ['unitId'],
        addOutbox: late,
        addReturn: { id: 'j1', at: new Date(0), unitId: 'housing-bureau' },
      })),
      await updateOrder(test.store, 'c', () => ({ addOutbox: early })),
    ];

    const stored = await test.store.orders.findById('c').lean();
    expect(stored).toMatchObject({ status: 'dispatching', outboxNextAt: early.nextAt, version: 2 });
    expect(stored).not.toHaveProperty('unitId');
    expect(returned[1]).toMatchObject({ outbox: [late, early], version: 2 });

    await updateOrder(test.store, 'c', () => ({ settleOutbox: 'early' }));
    expect(await test.store.orders.findById('c').lean()).toMatchObject({ outboxNextAt: late.nextAt });
    await updateOrder(test.store, 'c', () => ({ settleOutbox: 'late' }));
    expect(await test.store.orders.findById('c').lean()).not.toHaveProperty('outboxNextAt');
  });

  it('names an order that does not exist', async () => {
    await expect(updateOrder(test.store, 'none', () => ({ set: {} }))).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    });
  });
});
