import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { openTestStore } from '../../store/testing/index.ts';
import type { TestStore } from '../../store/testing/index.ts';
import { ChangeFeed } from './change-feed.ts';

describe('the feed of changes', () => {
  let test: TestStore;

  beforeAll(async () => {
    test = await openTestStore();
  }, 120_000);
  afterAll(() => test.stop());

  it('tells each new state of a task, and ends when it is stopped', async () => {
    const seen: unknown[] = [];
    const waiting: { count: number; resolve: () => void }[] = [];
    const feed = new ChangeFeed(
      test.store,
      {
        changed(collection, document) {
          seen.push([collection, document['_id'], document['state']]);
          for (const { count, resolve } of waiting) if (seen.length >= count) resolve();
        },
        resync: () => undefined,
      },
      pino({ level: 'silent' }),
    );
    feed.start();
    await feed.opened();

    const task = {
      _id: '1',
      orderId: 'o',
      orderNo: 'JS20260101-000001',
      elementId: 'SignOrder',
      title: '签收',
      state: 'open' as const,
      createdAt: new Date(),
      processInstanceKey: '1',
      processDefinitionKey: '1',
      order: { title: 't' },
    };
    await test.store.tasks.create(task);
    await test.store.tasks.updateOne({ _id: '1' }, { $set: { state: 'completed' } });
    await test.store.units.create({ _id: 'u', zh: '单位', en: 'Unit', group: 'unit:u' });
    await new Promise<void>((resolve) => waiting.push({ count: 2, resolve }));

    expect(seen).toEqual([
      ['tasks', '1', expect.any(String)],
      ['tasks', '1', 'completed'],
    ]);
    await feed.stop();
  });
});
