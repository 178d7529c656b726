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
    let completed: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (completed = resolve));
    const feed = new ChangeFeed(
      test.store,
      {
        changed(collection, document) {
          seen.push([collection, document['_id'], document['state']]);
          if (seen.length === 2) completed();
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
    await arrived;

    expect(seen).toEqual([
      ['tasks', '1', expect.any(String)],
      ['tasks', '1', 'completed'],
    ]);
    await feed.stop();
  });
});
