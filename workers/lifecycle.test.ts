import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestCity } from './testing/city.ts';

const STREET = {
  title: '印刷经营许可证未收到',
  text: '我们印刷厂网上申请的印刷经营许可证已经通过,实体证件一直没有收到,印刷企业急需。',
  callerType: 'enterprise' as const,
  enterpriseName: '某印刷有限公司',
};
const REPLY = '已联系企业并当面送达证件,问题已经解决。';

describe('the life of a work order', () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await TestCity.open('2026-03-02T10:00:00+08:00');
  }, 180_000);
  afterAll(() => city.close(), 30_000);

  async function finish(id: string): Promise<void> {
    await city.complete(id, 'SignOrder', { signResult: 'sign' });
    await city.complete(id, 'ContactCaller', { contactResult: 'reached' });
    await city.complete(id, 'HandleOrder', { result: 'solved', reply: REPLY });
    await city.complete(id, 'ReviewReply', { reviewResult: 'approve' });
  }

  async function dispatchIfAsked(id: string, unitId: string): Promise<void> {
    const order = await city.order(id, ({ activeElements }) => activeElements.length > 0);
    if (order.activeElements.includes('ChooseUnit')) await city.complete(id, 'ChooseUnit', { unitId });
  }

  it('goes from the call to its close', async () => {
    const id = await city.receive(STREET);
    await dispatchIfAsked(id, 'publicity-department');

    const signing = await city.task(id, 'SignOrder');
    expect(signing).toMatchObject({
      title: '签收',
      titleEn: 'Sign the order',
      formId: 'sign-order',
      state: 'open',
    });
    expect(signing.candidateGroups).toEqual(['unit:publicity-department']);

    await finish(id);
    await city.complete(id, 'CallBack', { callbackResult: 'satisfied', solved: true, satisfaction: '5' });
    const order = await city.order(id, ({ status }) => status === 'closed');

    expect(order).toMatchObject({
      activeElements: [],
      outbox: [],
      unitId: 'publicity-department',
      reply: { text: REPLY, by: 'tester' },
      callback: { result: 'satisfied', solved: true },
      scores: { onTime: true, signedInTime: true, solved: true, satisfied: true, score: 100 },
    });
    expect(order.deadline?.explanation?.handle?.length).toBeGreaterThan(0);
    const events = await city.events(id);
    expect(new Set(events)).toEqual(
      new Set([
        'classified',
        'task-created',
        ...(order.route?.path === 'dispatcher' ? ['task-completed'] : []),
        'dispatched',
        'deadlines-computed',
        'signed',
        'contacted',
        'replied',
        'reply-approved',
        'callback-scheduled',
        'called-back',
        'evaluated',
        'closed',
      ]),
    );
    expect(await city.store.tasks.countDocuments({ orderId: id, state: { $ne: 'completed' } })).toBe(0);
  }, 60_000);
});
