import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLog } from './index.ts';
import { openTestStore } from '../testing/index.ts';
import type { TestStore } from '../testing/index.ts';
import type { EventDocument } from '../models/index.ts';

describe('event log', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  }, 180_000);
  afterAll(() => test.stop());

  const event = (id: string, type = 'dispatched'): EventDocument => ({
    _id: id,
    orderId: 'o',
    orderNo: 'JS20261124-000001',
    at: new Date('2026-11-24T01:00:00Z'),
    type,
    actor: { kind: 'system', id: 'hotline.dispatch', name: '系统' },
    data: {},
  });

  it('writes each of many at once', async () => {
    const log = new EventLog(test.store);
    await Promise.all(Array.from({ length: 60 }, (_, i) => log.record(event(`many:${i}`))));
    expect(await test.store.events.countDocuments({ _id: /^many:/ })).toBe(60);
  });

  it('keeps the first of two with the same id, and the new ones beside it', async () => {
    const log = new EventLog(test.store);
    await log.record(event('twice:1'));

    await Promise.all([
      log.record(event('twice:1', 'closed')),
      log.record(event('twice:2'), event('twice:1', 'closed')),
      log.record(event('twice:3')),
    ]);

    const found = await test.store.events
      .find({ _id: /^twice:/ })
      .sort({ _id: 1 })
      .lean();
    expect(found.map(({ _id, type }) => `${_id} ${type}`)).toEqual([
      'twice:1 dispatched',
      'twice:2 dispatched',
      'twice:3 dispatched',
    ]);
  });
});
