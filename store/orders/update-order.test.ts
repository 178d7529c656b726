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

    const order = await test.store.orders.findById('a').lean();
    expect(order).toMatchObject({ redoCount: 20 });
    // changes of one moment share a write
    expect(order?.version).toBe(20);
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
        addOutbox: [late],
        add: { returns: [{ id: 'j1', at: new Date(0), unitId: 'housing-bureau' }] },
      })),
      await updateOrder(test.store, 'c', () => ({ addOutbox: [early] })),
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

  it('tells each of many writers of several processes about its own write', async () => {
    // given three processes: each has its own door to the same database
    const others = await Promise.all([test.reopen(), test.reopen()]);
    const stores = [test.store, ...others];
    const ids = Array.from({ length: 12 }, (_, i) => `race-${i}`);
    await test.store.orders.insertMany(ids.map((id) => newOrder(id)));

    // when all change all orders at once, again and again
    let won = 0;
    await Promise.all(
      stores.flatMap((store) =>
        ids.flatMap((id) =>
          [1, 2, 3].map(async (round) => {
            await updateOrder(store, id, (order) => ({ set: { redoCount: order.redoCount + 1 } }));
            if (round === 3) won += 1;
          }),
        ),
      ),
    );

    // then nothing is lost and nothing is counted twice
    const orders = await test.store.orders.find({ _id: { $in: ids } }).lean();
    expect(orders.map(({ redoCount }) => redoCount)).toEqual(ids.map(() => 9));
    expect(won).toBe(36);
    await Promise.all(others.map((store) => store.close()));
  });

  it('gives a fault to the one who made it', async () => {
    await test.store.orders.insertMany(['f1', 'f2', 'f3'].map((id) => newOrder(id)));
    const wrong = { set: { tilte: 'x' } as object };

    const results = await Promise.allSettled([
      updateOrder(test.store, 'f1', () => ({ set: { title: '一' } })),
      updateOrder(test.store, 'f2', () => wrong),
      updateOrder(test.store, 'f3', () => ({ set: { title: '三' } })),
      updateOrder(test.store, 'f3', () => {
        throw new Error('no');
      }),
      updateOrder(test.store, 'missing', () => undefined),
    ]);

    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const titles = await test.store.orders.find({ _id: { $in: ['f1', 'f3'] } }, { title: 1 }).lean();
    expect(titles.map(({ title }) => title).sort()).toEqual(['一', '三']);
  });

  it('keeps the order of changes that one caller makes', async () => {
    await test.store.orders.create(newOrder('g'));
    const at = new Date('2026-11-24T00:00:00Z');
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        updateOrder(test.store, 'g', () => ({
          add: { reminders: [{ id: String(i), occasion: 'due', at, elementId: 'x' }] },
        })),
      ),
    );
    const order = await test.store.orders.findById('g').lean();
    expect(order?.reminders.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => String(i)));
  });
});
