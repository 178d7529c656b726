import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventDocument, TaskDocument } from '../models/index.ts';
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

  const event = (id: string): EventDocument => ({
    _id: id,
    orderId: 'w',
    orderNo: 'JS1',
    at: new Date(0),
    type: 'dispatched',
    actor: { kind: 'system', id: 'x', name: '系统' },
    data: {},
  });
  const task = (id: string): TaskDocument => ({
    ...{ _id: id, orderId: 'w', orderNo: 'JS1', elementId: 'SignOrder', title: '签收', titleEn: 'Sign' },
    ...{ candidateGroups: [], candidateUsers: [], priority: 50, state: 'open', createdAt: new Date(0) },
    ...{ processInstanceKey: '1', processDefinitionKey: '1', order: { title: 'x' }, version: 0 },
  });

  it('makes what belongs to a change durable with it', async () => {
    await test.store.orders.insertMany(['w', 'w2'].map((id) => newOrder(id)));
    await test.store.tasks.create(task('w:done'));

    await Promise.all([
      updateOrder(test.store, 'w', () => ({
        set: { title: '一' },
        with: {
          events: [event('w:1')],
          newTasks: [task('w:task')],
          taskUpdates: [{ filter: { _id: 'w:done' }, update: { $set: { state: 'completed' } } }],
        },
      })),
      updateOrder(test.store, 'w2', () => ({ set: { title: '二' }, with: { events: [event('w:2')] } })),
      // without a change of the order itself
      updateOrder(test.store, 'w2', () => ({ with: { events: [event('w:3')] } })),
    ]);

    expect(await test.store.events.countDocuments({ _id: { $in: ['w:1', 'w:2', 'w:3'] } })).toBe(3);
    expect(await test.store.tasks.findById('w:task').lean()).toMatchObject({ state: 'open' });
    expect(await test.store.tasks.findById('w:done').lean()).toMatchObject({ state: 'completed' });
    expect(await test.store.orders.findById('w2').lean()).toMatchObject({ title: '二', version: 1 });
  });

  it('leaves an event of an earlier delivery as it is, and refuses a task that is there', async () => {
    await test.store.orders.create(newOrder('v'));
    await test.store.events.create(event('v:1'));
    await test.store.tasks.create(task('v:task'));

    await updateOrder(test.store, 'v', () => ({
      set: { title: '一' },
      with: { events: [{ ...event('v:1'), type: 'closed' }, event('v:2')] },
    }));
    const again = updateOrder(test.store, 'v', () => ({
      set: { title: '二' },
      with: { events: [event('v:3')], newTasks: [task('v:task')] },
    }));

    await expect(again).rejects.toMatchObject({ code: 11_000 });
    expect(await test.store.events.findById('v:1').lean()).toMatchObject({ type: 'dispatched' });
    expect(await test.store.events.countDocuments({ _id: { $in: ['v:2', 'v:3'] } })).toBe(1);
    expect(await test.store.orders.findById('v').lean()).toMatchObject({ title: '一', version: 1 });
  });

  it('does not trust what it remembers where nothing would be written', async () => {
    const other = await test.reopen();
    await test.store.orders.create(newOrder('m'));
    await updateOrder(test.store, 'm', () => ({ set: { title: '一' } }));
    await updateOrder(other, 'm', () => ({ set: { title: '二' } }));

    const seen: string[] = [];
    await updateOrder(test.store, 'm', ({ title }) => {
      seen.push(title);
      return title === '一' ? undefined : { set: { redoCount: 1 } };
    });

    expect(seen).toEqual(['一', '二']);
    expect(await test.store.orders.findById('m').lean()).toMatchObject({ title: '二', redoCount: 1 });
    await other.close();
  });
});
