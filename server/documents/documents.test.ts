import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newOrder } from '../../store/testing/index.ts';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const NO = 'JB-JS20261124-d1-01';

describe('the four documents', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
    const { store } = system.test;
    await store.orders.create(newOrder('d1', { unitId: 'housing-bureau', status: 'handling' }));
    await store.documents.create({
      _id: NO,
      kind: 'assignment',
      orderId: 'd1',
      orderNo: 'JS20261124-d1',
      unitId: 'housing-bureau',
      issuedAt: new Date('2026-11-24T02:00:00Z'),
      jobKey: '1',
      follows: [],
      content: {
        city: '江州市',
        title: '<b>路灯</b>不亮',
        unitName: '市住房和城乡建设局',
        assistingNames: '',
        dueAt: '2026-11-30 10:00',
        hasDays: true,
        days: ['11月24日 工作日'],
      },
    });
  }, 180_000);
  afterAll(() => system.stop());

  it('lists them for the hotline and for the unit that has the order, and for nobody else', async () => {
    for (const username of ['supervisor', 'unit.housing-bureau']) {
      const answer = await (await system.desk(username)).get('/api/orders/JS20261124-d1/documents');
      expect(answer.body).toMatchObject({ items: [{ no: NO, kind: 'assignment', follows: [] }] });
    }
    const other = await system.desk('unit.urban-management');
    expect((await other.get('/api/orders/JS20261124-d1/documents')).status).toBe(404);
    expect((await other.get(`/api/documents/${NO}`)).status).toBe(404);
    expect((await other.get(`/api/documents/${NO}/print`)).status).toBe(404);
  });

  it('prints one as a page, with every value escaped', async () => {
    const answer = await (await system.desk('supervisor')).get(`/api/documents/${NO}/print`);

    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('<h1>任务交办单</h1>');
    expect(answer.text).toContain(`编号：${NO}`);
    expect(answer.text).toContain('&lt;b&gt;路灯&lt;&#x2F;b&gt;不亮');
    expect(answer.text).toContain('<li>11月24日 工作日</li>');
    expect(answer.text).not.toMatch(/\{\{|undefined/);
  });

  it('says that a number is unknown', async () => {
    expect((await (await system.desk('supervisor')).get('/api/documents/XX')).status).toBe(404);
  });
});
