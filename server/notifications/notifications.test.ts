import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NotificationDocument } from '@jiesu/store';
import { newOrder } from '../../store/testing/index.ts';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const AT = new Date('2026-11-24T02:00:00Z');

const told = (id: string, recipient: string, change: Partial<NotificationDocument> = {}) => ({
  _id: id,
  template: 'reminder',
  channel: 'in-app' as const,
  to: { group: recipient },
  recipient,
  orderId: 'n1',
  orderNo: 'JS20261124-n1',
  data: { orderNo: 'JS20261124-n1', occasion: 'before-24h' },
  emergency: false,
  state: 'sent' as const,
  createdAt: AT,
  notBefore: AT,
  sentAt: AT,
  digest: false,
  attempts: 1,
  log: [{ at: AT, outcome: 'sent' as const }],
  readBy: [],
  ...change,
});

interface Page {
  readonly items: readonly { id: string; title: string; read: boolean }[];
  readonly unread: number;
  readonly nextCursor: string | null;
}

describe('notifications', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
    const { store } = system.test;
    await store.orders.create(newOrder('n1', { unitId: 'housing-bureau' }));
    await store.notifications.create(
      told('a', 'unit:housing-bureau'),
      told('b', 'role:supervisor', { createdAt: new Date(AT.getTime() + 1000) }),
      told('c', 'unit:housing-bureau', { createdAt: new Date(AT.getTime() + 2000) }),
      told('d', 'unit:housing-bureau', {
        channel: 'email',
        state: 'failed',
        log: [{ at: AT, outcome: 'failed', detail: 'NO_ADDRESS' }],
      }),
    );
  }, 180_000);
  afterAll(() => system.stop());

  const mine = async (username: string, query = '') => {
    const answer = await (await system.desk(username)).get(`/api/notifications${query}`);
    expect(answer.status).toBe(200);
    return answer.body as Page;
  };

  it('are for those whom they are to, newest first, page by page', async () => {
    const first = await mine('unit.housing-bureau', '?limit=1');
    expect(first).toMatchObject({
      items: [{ id: 'c', title: '催办：JS20261124-n1', read: false }],
      unread: 2,
    });
    const second = await mine('unit.housing-bureau', `?limit=1&cursor=${String(first.nextCursor)}`);
    expect(second).toMatchObject({ items: [{ id: 'a' }], nextCursor: null });
    expect((await mine('unit.urban-management')).items).toEqual([]);
    expect((await mine('supervisor')).items.map(({ id }) => id)).toEqual(['b']);
  });

  it('are read by one person and stay unread for another, and nobody marks those of others', async () => {
    const desk = await system.desk('unit.housing-bureau');
    expect((await desk.post('/api/notifications/read', { ids: ['c', 'b'] })).status).toBe(204);
    expect(await mine('unit.housing-bureau')).toMatchObject({ unread: 1 });
    expect((await mine('unit.housing-bureau', '?unread=true')).items.map(({ id }) => id)).toEqual(['a']);
    expect(await mine('supervisor')).toMatchObject({ unread: 1 });
    await desk.post('/api/notifications/read', { ids: 'all' });
    expect(await mine('unit.housing-bureau')).toMatchObject({ unread: 0 });
  });

  it('leave a delivery log with the order, for the hotline', async () => {
    const url = '/api/orders/JS20261124-n1/notifications';
    const answer = await (await system.desk('supervisor')).get(url);
    expect((answer.body as { items: { id: string }[] }).items).toHaveLength(4);
    expect((answer.body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        id: 'd',
        channel: 'email',
        state: 'failed',
        log: [expect.objectContaining({ detail: 'NO_ADDRESS' })],
      }),
    );
    expect((await (await system.desk('unit.housing-bureau')).get(url)).status).toBe(403);
  });
});
