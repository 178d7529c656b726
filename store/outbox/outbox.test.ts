import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OutboxRelay, startProcessEntry } from './index.ts';
import { newOrder, openTestStore } from '../testing/index.ts';
import type { TestStore } from '../testing/index.ts';
import { updateOrder } from '../orders/index.ts';

const START = Date.parse('2026-11-24T01:00:00Z');

describe('outbox', () => {
  let test: TestStore;
  let now = START;
  beforeAll(async () => {
    test = await openTestStore();
  }, 180_000);
  afterEach(() => test.store.orders.deleteMany());
  afterAll(() => test.stop());

  const clock = { now: () => now };
  const stored = async (id: string) => {
    now = START;
    await test.store.orders.create(
      newOrder(id, { outbox: [startProcessEntry(now)], outboxNextAt: new Date(now + 10_000) }),
    );
  };

  it('leaves an entry to whoever stored it, then delivers it and is done', async () => {
    await stored('a');
    const delivered: string[] = [];
    const relay = new OutboxRelay({
      store: test.store,
      clock,
      deliver: async ({ orderId }) => {
        delivered.push(orderId);
        return 'delivered';
      },
    });

    expect(await relay.relayDue()).toBe(0);
    now += 10_000;
    expect(await relay.relayDue()).toBe(1);
    now += 1_000_000;
    expect(await relay.relayDue()).toBe(0);
    expect(delivered).toEqual(['a']);
    expect(await test.store.orders.findById('a').lean()).toMatchObject({ outbox: [] });
  });

  it('delivers an entry once when two relays look at the same time', async () => {
    await stored('b');
    now += 10_000;
    let count = 0;
    const deliver = async () => {
      count += 1;
      return 'delivered' as const;
    };
    const relays = [1, 2, 3].map(() => new OutboxRelay({ store: test.store, clock, deliver }));

    await Promise.all(relays.map((relay) => relay.relayDue()));

    expect(count).toBe(1);
  });

  it('tries again after a failure, with growing pauses, and notes only the name of the error', async () => {
    await stored('c');
    const tries: number[] = [];
    const relay = new OutboxRelay({
      store: test.store,
      clock,
      deliver: async () => {
        tries.push(now);
        throw Object.assign(new Error('王小明 13812345678'), { code: 'ENGINE_UNAVAILABLE' });
      },
    });

    for (let second = 0; second < 200; second += 5) {
      now = START + second * 1000;
      await relay.relayDue();
    }

    expect(tries.map((at) => (at - START) / 1000)).toEqual([10, 30, 70, 130, 190]);
    expect(await test.store.orders.findById('c').lean()).toMatchObject({
      outbox: [{ lastError: 'ENGINE_UNAVAILABLE' }],
    });
  });

  it('sends again what the receiver has not settled, and stops when it has', async () => {
    await stored('d');
    let sent = 0;
    const relay = new OutboxRelay({
      store: test.store,
      clock,
      deliver: async () => {
        sent += 1;
        return 'sent';
      },
    });

    now += 10_000;
    await relay.relayDue();
    now += 100_000;
    await relay.relayDue();
    expect(sent).toBe(2);
    await updateOrder(test.store, 'd', () => ({ settleOutbox: 'start-process' }));
    now += 100_000;
    await relay.relayDue();

    expect(sent).toBe(2);
  });
});
