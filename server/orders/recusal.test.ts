import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newOrder } from '../../store/testing/index.ts';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const URL = '/api/orders/JS20261124-x1';

describe('recusal', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
    await system.test.store.orders.create(newOrder('x1', { unitId: 'housing-bureau', kind: 'help' }));
    await system.test.store.tasks.create({
      _id: '1',
      orderId: 'x1',
      orderNo: 'JS20261124-x1',
      elementId: 'HandleOrder',
      title: '办理答复',
      candidateGroups: ['unit:housing-bureau'],
      state: 'open',
      createdAt: new Date(),
      processInstanceKey: '1',
      processDefinitionKey: '1',
      order: { title: '路灯不亮' },
    });
  }, 180_000);
  afterAll(() => system.stop());

  it('takes the tasks and the caller away from a person, for good', async () => {
    const unit = await system.desk('unit.housing-bureau');
    const supervisor = await system.desk('supervisor');
    const tasks = async () => ((await unit.get('/api/tasks')).body as { items: unknown[] }).items.length;
    expect([await tasks(), (await unit.get(`${URL}/caller`)).status]).toEqual([1, 200]);

    const recuse = () => supervisor.post(`${URL}/recusals`, { username: 'unit.housing-bureau' });
    expect([(await recuse()).status, (await recuse()).status]).toEqual([204, 204]);

    expect([await tasks(), (await unit.get(`${URL}/caller`)).status]).toEqual([0, 403]);
    const claimed = await unit.post('/api/tasks/1/claim');
    expect([claimed.status, (claimed.body as { code: string }).code]).toEqual([403, 'PERSON_RECUSED']);
    const timeline = (await supervisor.get(`${URL}/events`)).body as { items: { type: string }[] };
    expect(timeline.items.filter(({ type }) => type === 'recused')).toHaveLength(1);
  });

  it('is for oneself, or for a supervisor to say', async () => {
    const callback = await system.desk('callback');
    expect((await callback.post(`${URL}/recusals`, { username: 'agent' })).status).toBe(403);
    expect((await callback.post(`${URL}/recusals`, { username: 'callback' })).status).toBe(204);
    const supervisor = await system.desk('supervisor');
    expect((await supervisor.post(`${URL}/recusals`, { username: 'nobody' })).status).toBe(404);
  });
});
