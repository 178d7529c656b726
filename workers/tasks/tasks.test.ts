import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TaskListener } from '../runtime/index.ts';
import { HandlerBench } from '../testing/handler-bench.ts';
import { task } from './task.ts';

const AT = '2026-03-02T10:00:00+08:00';

describe('projection of tasks', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  const listener = (
    event: TaskListener['event'],
    key: string,
    change: Partial<TaskListener> = {},
  ): TaskListener => ({
    event,
    userTaskKey: key,
    assignee: undefined,
    candidateGroups: ['unit:housing-bureau'],
    candidateUsers: [],
    dueDate: '2026-03-03T10:00:00+08:00',
    priority: 50,
    ...change,
  });
  const headers = { form: 'sign-order', titleEn: 'Sign the order', orderStatus: 'awaiting-sign' };
  const job = (orderId: string, given: TaskListener, elementId = 'SignOrder') =>
    bench.job(task, AT, { elementId, headers, listener: given, variables: { orderId } });
  const taskOf = (key: string) => bench.test.store.tasks.findById(key).lean();

  it('shows a task once, with the name that its owner gave it in the model', async () => {
    await bench.order('a', { unitId: 'housing-bureau' });
    await bench.test.store.models.create({
      _id: '3',
      processDefinitionKey: '3',
      processId: 'work-order',
      version: 1,
      resourceName: 'x.bpmn',
      by: 'owner',
      at: new Date(AT),
      checksum: 'x',
      xml: '<bpmn:userTask id="SignOrder" name="签收 &amp; 登记"><x/></bpmn:userTask>',
    });

    await bench.twice(task, job('a', listener('creating', 't1')));

    expect(await taskOf('t1')).toMatchObject({
      title: '签收 & 登记',
      titleEn: 'Sign the order',
      formId: 'sign-order',
      state: 'open',
      dueAt: new Date('2026-03-03T10:00:00+08:00'),
      createdAt: new Date(AT),
      order: { title: '路灯不亮', area: 'donghu' },
    });
    expect(await bench.read('a')).toMatchObject({ status: 'awaiting-sign', activeElements: ['SignOrder'] });
  });

  it('follows claims, changes and the withdrawal of a task', async () => {
    await bench.order('b');
    await task.handle(job('b', listener('creating', 't2')), bench.context);
    await bench.twice(task, job('b', listener('assigning', 't2', { assignee: 'unit.housing-bureau' })));
    expect(await taskOf('t2')).toMatchObject({ assignee: 'unit.housing-bureau' });
    await bench.twice(task, job('b', listener('assigning', 't2')));
    expect(await taskOf('t2')).not.toHaveProperty('assignee');
    await task.handle(
      job('b', listener('updating', 't2', { priority: 90, dueDate: undefined })),
      bench.context,
    );
    expect(await taskOf('t2')).toMatchObject({ priority: 90 });
    expect(await taskOf('t2')).not.toHaveProperty('dueAt');

    await bench.twice(task, job('b', listener('canceling', 't2')));

    expect(await taskOf('t2')).toMatchObject({ state: 'canceled' });
    expect((await bench.read('b')).activeElements).toEqual([]);
    expect((await bench.events('b')).map(({ type }) => type).sort()).toEqual([
      'task-canceled',
      'task-claimed',
      'task-created',
      'task-unclaimed',
    ]);
  });

  it('records a return with its basis once, however often the completion is delivered', async () => {
    await bench.order('c', { unitId: 'housing-bureau' });
    await task.handle(job('c', listener('creating', 't3')), bench.context);
    const submission = {
      signResult: 'return',
      reason: '不属于本单位职责',
      legalBasis: '三定规定第三条',
      suggestedUnitId: 'urban-management',
    };
    await bench.test.store.tasks.updateOne(
      { _id: 't3' },
      { $set: { state: 'completing', submission, submittedBy: 'u' } },
    );

    expect(await bench.twice(task, job('c', listener('completing', 't3')))).toEqual({});

    expect((await bench.read('c')).returns).toEqual([
      {
        id: 't3',
        at: new Date(AT),
        by: 'u',
        unitId: 'housing-bureau',
        reason: '不属于本单位职责',
        legalBasis: '三定规定第三条',
        suggestedUnitId: 'urban-management',
      },
    ]);
    const completed = (await bench.events('c')).find(({ type }) => type === 'task-completed');
    expect(completed?.actor).toEqual({ kind: 'person', id: 'u', name: 'u' });
    expect(JSON.stringify(await bench.events('c'))).not.toContain('不属于');
  });

  it('records the return when the completion was cut off before the task was marked', async () => {
    await bench.order('d', { unitId: 'housing-bureau' });
    await task.handle(job('d', listener('creating', 't4')), bench.context);
    const submission = { signResult: 'sign' };
    await bench.test.store.tasks.updateOne(
      { _id: 't4' },
      { $set: { state: 'completing', submission, submittedBy: 'u' } },
    );
    const delivered = job('d', listener('completing', 't4'));
    await task.handle(delivered, bench.context);
    await bench.test.store.tasks.updateOne({ _id: 't4' }, { $set: { state: 'completing' } });

    await task.handle(delivered, bench.context);

    expect(await taskOf('t4')).toMatchObject({ state: 'completed' });
    const events = await bench.events('d');
    expect(events.map(({ type }) => type).sort()).toEqual(['signed', 'task-created']);
    expect(events.find(({ type }) => type === 'task-created')?.data).toMatchObject({
      title: '签收 & 登记',
      titleEn: 'Sign the order',
    });
  });

  it('asks for a reason only where a termination is not approved, as its form does', async () => {
    await bench.order('f', { unitId: 'housing-bureau' });
    const given = (event: TaskListener['event'], key: string) =>
      job('f', listener(event, key), 'ApproveTermination');
    const handedIn = async (key: string, approveDecision: string): Promise<unknown> => {
      await task.handle(given('creating', key), bench.context);
      await bench.test.store.tasks.updateOne(
        { _id: key },
        { $set: { state: 'completing', submission: { approveDecision }, submittedBy: 'leader' } },
      );
      return task.handle(given('completing', key), bench.context);
    };

    expect(await handedIn('t6', 'approve')).toEqual({});
    expect(await handedIn('t7', 'refuse')).toEqual({ deniedReason: '不批准的理由必须填写' });
  });

  it('takes no notice of a creation that was held up until the task was done', async () => {
    await bench.order('e', { status: 'handling' });
    await task.handle(job('e', listener('creating', 't5')), bench.context);
    await bench.test.store.tasks.updateOne({ _id: 't5' }, { $set: { state: 'completed' } });
    await bench.test.store.orders.updateOne(
      { _id: 'e' },
      { $set: { activeElements: [], status: 'callback' }, $inc: { version: 1 } },
    );

    await task.handle(job('e', listener('creating', 't5')), bench.context);

    expect(await bench.read('e')).toMatchObject({ activeElements: [], status: 'callback' });
  });

  it.each([
    ['SignOrder', {}, '请选择签收或退单'],
    ['HandleOrder', { result: 'solved', reply: '好' }, '答复内容必须填写,不少于 5 个字'],
    ['ReviewReply', { reviewResult: 'reject' }, '修改意见必须填写,不少于 5 个字'],
    ['ChooseUnit', { unitId: 'atlantis' }, '请选择承办单位'],
    ['CallBack', { callbackResult: 'dissatisfied' }, '不满意原因必须填写,不少于 5 个字'],
    ['MakeSafe', {}, '答复内容必须填写,不少于 5 个字'],
  ])('denies %s with %j', async (elementId, submission, reason) => {
    const id = `deny-${elementId}`;
    await bench.order(id);
    await task.handle(job(id, listener('creating', id), elementId), bench.context);
    await bench.test.store.tasks.updateOne({ _id: id }, { $set: { state: 'completing', submission } });

    const result = await task.handle(job(id, listener('completing', id), elementId), bench.context);

    expect(result).toEqual({ deniedReason: reason });
    expect(await taskOf(id)).toMatchObject({ state: 'open', denied: { zh: reason } });
  });

  it('takes a follow-up that is on track without a note, which its form does not ask for then', async () => {
    await bench.order('follow-up', { status: 'handling' });
    await task.handle(job('follow-up', listener('creating', 't6'), 'FollowUp'), bench.context);
    const submission = { followUpResult: 'on-track' };
    await bench.test.store.tasks.updateOne({ _id: 't6' }, { $set: { state: 'completing', submission } });

    expect(
      await task.handle(job('follow-up', listener('completing', 't6'), 'FollowUp'), bench.context),
    ).toEqual({});
  });
});
