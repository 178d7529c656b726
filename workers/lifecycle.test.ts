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

  async function finish(id: string, reply = REPLY): Promise<void> {
    await city.complete(id, 'SignOrder', { signResult: 'sign' });
    await city.complete(id, 'ContactCaller', { contactResult: 'reached' });
    await city.complete(id, 'HandleOrder', { result: 'solved', reply });
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
    // the closing document is the last that happens to it
    const order = await city.order(id, ({ documents }) => documents?.at(-1)?.type === 'closing');

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
        'document-issued',
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

  it('answers at once without a unit and a callback', async () => {
    const id = await city.receive({ answeredAtOnce: { reply: '工作日九点至十七点半可以办理。' } });

    const order = await city.order(id, ({ status }) => status === 'closed');

    expect(order).toMatchObject({ route: { path: 'answer-at-once' }, reply: { by: 'agent' } });
    expect(order).not.toHaveProperty('unitId');
    expect(await city.store.tasks.countDocuments({ orderId: id })).toBe(0);
  }, 30_000);

  it('goes back to the dispatcher when the unit returns it, and to another unit from there', async () => {
    const id = await city.receive({ text: '说不清楚的一件事情,请帮忙看看。', title: '求助' });
    await city.complete(id, 'ChooseUnit', { unitId: 'housing-bureau' });
    const returned = {
      reason: '不属于本单位职责范围',
      legalBasis: '“三定”规定第三条',
      suggestedUnitId: 'urban-management',
    };
    await city.complete(id, 'SignOrder', { signResult: 'return', ...returned });
    await city.complete(id, 'ReviewReturn', { reviewDecision: 'accept', reviewNote: '同意退单' });
    await city.complete(id, 'ChooseUnit', { unitId: 'urban-management' });

    const signing = await city.task(id, 'SignOrder');
    const order = await city.order(id);

    expect(signing.candidateGroups).toEqual(['unit:urban-management']);
    expect(order).toMatchObject({
      status: 'awaiting-sign',
      unitId: 'urban-management',
      returns: [{ unitId: 'housing-bureau', ...returned, by: 'tester' }],
      activeElements: ['SignOrder'],
    });
    expect(await city.events(id)).toContain('returned');
  }, 30_000);

  it('denies what is not complete, and takes it when it is', async () => {
    const id = await city.receive(STREET);
    await dispatchIfAsked(id, 'publicity-department');

    await expect(city.complete(id, 'SignOrder', { signResult: 'return', reason: '不是' })).rejects.toThrow();

    const task = await city.task(id, 'SignOrder');
    expect(task.denied?.zh).toBe('退单理由必须填写,不少于 5 个字');
    expect(task).not.toHaveProperty('submission');
    await city.complete(id, 'SignOrder', { signResult: 'sign' });
    await city.order(id, ({ status }) => status === 'handling');
    expect(await city.events(id)).toEqual(expect.arrayContaining(['task-denied', 'signed']));
  }, 30_000);

  it('handles an order again, twice at most, with half the limit', async () => {
    await city.moveClock('2026-03-04T10:00:00+08:00');
    const id = await city.receive({ ...STREET, callerType: 'citizen' });
    await dispatchIfAsked(id, 'publicity-department');
    await finish(id);
    const first = await city.order(id, ({ callbackPlan }) => callbackPlan !== undefined);
    const again = {
      callbackResult: 'dissatisfied',
      dissatisfiedClass: 'untrue',
      dissatisfiedReason: '证件仍未送达',
      redoAsked: true,
      solved: false,
    };
    await city.moveClock('2026-03-05T10:00:00+08:00');
    await city.complete(id, 'CallBack', again);
    await city.task(id, 'SignOrder');
    const second = await city.order(id);

    const days = (order: typeof first) => order.deadline?.limits?.['handleAmount'];
    expect(Number(days(second))).toBe(Number(days(first)) / 2);
    expect(second.deadline?.startAt).toEqual(new Date('2026-03-05T10:00:00+08:00'));
    expect(second).toMatchObject({
      redoCount: 1,
      redos: [{ number: 1, previous: { reply: { text: REPLY } } }],
    });
    expect(second).not.toHaveProperty('finishedAt');

    // the same words again would not pass the check of the reply
    await finish(id, '证件已由专人送到企业,企业已签字确认。');
    await city.order(id, ({ callbackPlan }) => callbackPlan !== undefined);
    await city.moveClock('2026-03-06T10:00:00+08:00');
    await city.complete(id, 'CallBack', again);
    await finish(id, '已向企业说明投递记录,并补送证件副本。');
    await city.order(id, ({ callbackPlan }) => callbackPlan !== undefined);
    await city.moveClock('2026-03-09T10:00:00+08:00');
    await city.complete(id, 'CallBack', again);
    const closed = await city.order(id, ({ status }) => status === 'closed');
    expect(closed.redoCount).toBe(2);
    expect(closed.scores).toMatchObject({ solved: false, satisfied: false, onTime: true });
  }, 60_000);

  it('reminds at each point of the deadline, of the signing only while it is not signed', async () => {
    await city.moveClock('2026-03-09T10:00:00+08:00');
    const id = await city.receive({ ...STREET, callerType: 'citizen' });
    await dispatchIfAsked(id, 'publicity-department');
    await city.task(id, 'SignOrder');
    const { deadline } = await city.order(id, (order) => order.deadline !== undefined);
    expect(deadline?.dueAt).toEqual(new Date('2026-03-13T10:00:00+08:00'));

    const remindedBy = async (at: string, count: number) => {
      await city.moveClock(at);
      const { reminders } = await city.order(id, (order) => order.reminders.length === count);
      return reminders.at(-1)?.occasion;
    };
    expect(await remindedBy('2026-03-10T10:00:00+08:00', 1)).toBe('sign-due');
    await city.complete(id, 'SignOrder', { signResult: 'sign' });
    expect(await remindedBy('2026-03-11T10:00:00+08:00', 2)).toBe('before-48h');
    expect(await remindedBy('2026-03-12T10:00:00+08:00', 3)).toBe('before-24h');
    expect(await remindedBy('2026-03-13T10:00:00+08:00', 4)).toBe('due');
    expect(await remindedBy('2026-03-16T10:00:00+08:00', 5)).toBe('day-after');
  }, 60_000);

  it('pushes an emergency, watches its arrival, and makes it safe', async () => {
    await city.moveClock('2026-03-21T02:00:00+08:00');
    const id = await city.receive({
      title: '房屋地基下沉',
      text: '暴雨后我家房屋地基下沉,墙体开裂,随时可能倒塌。',
      urgency: 'emergency',
      area: 'shiqiao',
    });
    await city.task(id, 'ArriveOnSite');
    const pushed = await city.order(
      id,
      ({ status, deadline }) => status === 'emergency-response' && deadline?.nextAt !== undefined,
    );
    expect(pushed.pushedAt).toEqual(new Date('2026-03-21T02:00:00+08:00'));
    expect(pushed.deadline).toMatchObject({
      onSiteDueAt: new Date('2026-03-21T02:30:00+08:00'),
      dueAt: new Date('2026-03-24T02:00:00+08:00'),
      nextOccasion: 'on-site-due',
    });

    await city.moveClock('2026-03-21T02:30:00+08:00');
    await city.order(id, ({ reminders }) => reminders.at(-1)?.occasion === 'on-site-due');
    await city.complete(id, 'ArriveOnSite', { measures: '已疏散并警戒' });
    await city.complete(id, 'MakeSafe', { measures: '加固支护', reply: '险情已排除,已安置住户。' });
    await city.task(id, 'CallBack');

    const order = await city.order(id, ({ status }) => status === 'callback');
    expect(order.deadline?.callbackDueAt).toBeDefined();
    expect(order).toMatchObject({ activeElements: ['CallBack'], reply: { text: '险情已排除,已安置住户。' } });
    // the watch has ended with the work: nothing is reminded of any more but the callback
    await city.moveClock('2026-03-26T17:00:00+08:00');
    const late = await city.order(id, ({ reminders }) => reminders.length === 2);
    expect(late.reminders.map(({ occasion }) => occasion)).toEqual(['on-site-due', 'callback-due']);
  }, 60_000);

  it('starts an order once, however often its start is published', async () => {
    const id = await city.receive({ text: '说不清楚的一件事情。', title: '求助' });
    await city.task(id, 'ChooseUnit');
    const order = await city.order(id);
    await city.camunda.getZeebeGrpcApiClient().createProcessInstance({
      bpmnProcessId: 'work-order',
      variables: { orderId: id, orderNo: order.orderNo },
      startInstructions: [{ elementId: 'ClassifyOrder' }],
    });
    await city.publishStart(order);
    await city.complete(id, 'ChooseUnit', { unitId: 'urban-management' });
    await city.task(id, 'SignOrder');

    expect(await city.store.tasks.countDocuments({ orderId: id })).toBe(2);
    expect((await city.order(id)).processInstanceKey).toBe(order.processInstanceKey);
  }, 30_000);
});
