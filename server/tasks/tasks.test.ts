import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newOrder } from '../../store/testing/index.ts';
import { openStream } from '../testing/open-stream.ts';
import { startTestSystem } from '../testing/test-server.ts';
import type { Desk, TestSystem } from '../testing/test-server.ts';

/** One task of a unit whose completion a listener may deny, as the work order's tasks have it. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="one-task" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="SignOrder" />
    <bpmn:userTask id="SignOrder" name="签收">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:assignmentDefinition candidateGroups="unit:housing-bureau" />
        <zeebe:taskListeners>
          <zeebe:taskListener eventType="creating" type="test.creating" />
          <zeebe:taskListener eventType="completing" type="test.completing" />
        </zeebe:taskListeners>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="SignOrder" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
</bpmn:definitions>`;
const SIGN = { variables: { signResult: 'sign' } };

interface ListenerJob {
  readonly jobKey: string;
  readonly processInstanceKey: string;
  readonly processDefinitionKey: string;
  readonly userTask: { readonly userTaskKey: string };
  readonly variables: Record<string, unknown>;
}

interface Problem {
  readonly code: string;
  readonly zh: string;
  readonly errors: readonly { field: string }[];
}

describe('tasks', () => {
  let system: TestSystem;
  let handler: Desk;
  let key: string;
  let orderNo: string;
  let count = 0;

  beforeAll(async () => {
    system = await startTestSystem();
    const form = new FormData();
    form.append('resources', new File([MODEL], 'one-task.bpmn'));
    expect((await fetch(`${system.engineUrl}/v2/deployments`, { method: 'POST', body: form })).status).toBe(
      200,
    );
    handler = await system.desk('unit.housing-bureau');
  }, 120_000);
  afterAll(() => system.stop());

  beforeEach(async () => {
    count += 1;
    const order = newOrder(String(count).padStart(6, '0'), { kind: 'help', unitId: 'housing-bureau' });
    orderNo = order.orderNo;
    await system.test.store.orders.create(order);
    await rest('/process-instances', { processDefinitionId: 'one-task' });
    await show(await listen('test.creating'), order);
  });

  /** What workers/tasks does when a task is made. */
  async function show(created: ListenerJob, order: ReturnType<typeof newOrder>): Promise<void> {
    const { processInstanceKey, processDefinitionKey } = created;
    key = created.userTask.userTaskKey;
    await system.test.store.tasks.create({
      _id: key,
      orderId: order._id,
      orderNo,
      elementId: 'SignOrder',
      title: '签收',
      titleEn: 'Sign',
      formId: 'sign-order',
      candidateGroups: ['unit:housing-bureau'],
      state: 'open',
      createdAt: new Date(Date.parse('2026-11-24T02:00:00Z') + count),
      processInstanceKey,
      processDefinitionKey,
      order: { title: order.title, kind: 'help' },
    });
  }

  async function rest<T>(path: string, body: object): Promise<T> {
    const answer = await fetch(`${system.engineUrl}/v2${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  /** What workers/tasks does when a person completes a task, or why it does not let them. */
  async function listen(type = 'test.completing', deniedReason?: string): Promise<ListenerJob> {
    const job = await taken(type);
    await rest(`/jobs/${job.jobKey}/completion`, {
      result: { type: 'userTask', denied: deniedReason !== undefined, deniedReason: deniedReason ?? '' },
    });
    return job;
  }

  async function taken(type: string): Promise<ListenerJob> {
    const { jobs } = await rest<{ jobs: ListenerJob[] }>('/jobs/activation', {
      ...{ type, timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 10_000 },
    });
    const [job] = jobs;
    if (job === undefined) throw new Error('the listener was not called');
    return job;
  }

  const task = () => system.test.store.tasks.findById(key).lean();
  const problem = (answer: { status: number; body: unknown }) => ({
    status: answer.status,
    code: (answer.body as Problem).code,
  });

  it('are listed for those who may do them', async () => {
    const keys = async (desk: Desk, query: string): Promise<string[]> => {
      const answer = await desk.get(`/api/tasks?${query}`);
      expect(answer.status).toBe(200);
      return (answer.body as { items: { key: string }[] }).items.map((item) => item.key);
    };
    const water = await system.desk('unit.water-group');
    const supervisor = await system.desk('supervisor');

    expect(await keys(handler, `scope=group&orderNo=${orderNo}`)).toEqual([key]);
    expect(await keys(handler, `scope=mine&orderNo=${orderNo}`)).toEqual([]);
    expect(await keys(water, `scope=all&orderNo=${orderNo}`)).toEqual([]);
    expect(await keys(supervisor, `scope=all&orderNo=${orderNo}`)).toEqual([key]);
    expect(await keys(supervisor, `scope=group&orderNo=${orderNo}`)).toEqual([]);
  });

  it('come page by page', async () => {
    const first = await handler.get('/api/tasks?scope=group&limit=1');
    const page = first.body as { items: { key: string }[]; nextCursor: string };
    const second = await handler.get(`/api/tasks?scope=group&limit=1&cursor=${page.nextCursor}`);

    expect(page.items).toHaveLength(1);
    expect((second.body as typeof page).items[0]?.key).not.toBe(page.items[0]?.key);
  });

  it('come with their form in the language of the person, and the units to choose from', async () => {
    const zh = (await handler.get(`/api/tasks/${key}`)).body as Detail;
    const en = (await handler.get(`/api/tasks/${key}?lang=en`)).body as Detail;

    expect(zh.form.components[0]).toMatchObject({ key: 'signResult', label: '签收意见' });
    expect(en.form.components[0]).toMatchObject({
      label: 'Sign or return',
      values: [{ label: 'Sign' }, { label: 'Return' }],
    });
    expect(zh.data.units).toContainEqual({ value: 'housing-bureau', label: '市住房和城乡建设局' });
    expect(zh).toMatchObject({ task: { key, state: 'open' }, order: { orderNo } });
    expect((await handler.get('/api/tasks/999')).body).toMatchObject({ code: 'TASK_NOT_FOUND' });
  });

  it('are not shown to, claimed by or completed by another unit', async () => {
    const water = await system.desk('unit.water-group');
    const expected = { status: 403, code: 'TASK_OF_ANOTHER_UNIT' };

    expect(problem(await water.get(`/api/tasks/${key}`))).toEqual(expected);
    expect(problem(await water.post(`/api/tasks/${key}/claim`))).toEqual(expected);
    expect(problem(await water.post(`/api/tasks/${key}/complete`, SIGN))).toEqual(expected);
    // who may see everything may still not do it
    const supervisor = await system.desk('supervisor');
    expect((await supervisor.get(`/api/tasks/${key}`)).status).toBe(200);
    expect(problem(await supervisor.post(`/api/tasks/${key}/complete`, SIGN))).toEqual(expected);
    expect(await task()).toMatchObject({ state: 'open', version: 0 });
  });

  it('are checked against their form', async () => {
    const answer = await handler.post(`/api/tasks/${key}/complete`, {
      variables: { signResult: 'return', reason: '不管', suggestedUnitId: 'mars' },
    });

    expect(problem(answer)).toEqual({ status: 400, code: 'VALIDATION_FAILED' });
    expect((answer.body as Problem).errors.map(({ field }) => field)).toEqual([
      'reason',
      'legalBasis',
      'suggestedUnitId',
    ]);
    expect(await task()).toMatchObject({ state: 'open', version: 0 });
  });

  it('give the process what it decides on and keep the rest in the database', async () => {
    const variables = {
      signResult: 'return',
      reason: '该小区不在我单位职责范围内',
      legalBasis: '三定规定第三条第五项',
      suggestedUnitId: 'water-group',
    };
    const [answer, seen] = await Promise.all([
      handler.post(`/api/tasks/${key}/complete`, { variables }),
      listen(),
    ]);

    expect(answer.status).toBe(200);
    expect(seen.variables).toEqual({ signResult: 'return' });
    expect(await task()).toMatchObject({
      state: 'completed',
      submission: variables,
      submittedBy: 'unit.housing-bureau',
    });
  });

  it('are completed once, whoever else tries at the same time', async () => {
    const racing = Array.from({ length: 20 }, () => handler.post(`/api/tasks/${key}/complete`, SIGN));
    const [answers] = await Promise.all([Promise.all(racing), listen()]);
    const before = await task();
    const late = await handler.post(`/api/tasks/${key}/complete`, {
      variables: { ...SIGN.variables },
    });

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(problem(late)).toEqual({ status: 409, code: 'TASK_ALREADY_COMPLETED' });
    expect(await task()).toEqual(before);
  });

  it('can be completed from the moment they are shown, which the engine is still busy creating', async () => {
    const order = newOrder('900001', { kind: 'help', unitId: 'housing-bureau' });
    await system.test.store.orders.create(order);
    await rest('/process-instances', { processDefinitionId: 'one-task' });
    const creating = await taken('test.creating');
    await show(creating, order);

    const finish = async (): Promise<void> => {
      while ((await task())?.state !== 'completing') await new Promise(setImmediate);
      await rest(`/jobs/${creating.jobKey}/completion`, {});
      await listen();
    };
    const [answer] = await Promise.all([handler.post(`/api/tasks/${key}/complete`, SIGN), finish()]);

    expect(answer.status).toBe(200);
    expect(await task()).toMatchObject({ state: 'completed' });
  });

  it('are open again when the process denies the completion, with its reason', async () => {
    const [answer] = await Promise.all([
      handler.post(`/api/tasks/${key}/complete`, SIGN),
      listen('test.completing', '联系诉求人之前不能签收'),
    ]);

    expect(problem(answer)).toEqual({ status: 422, code: 'TASK_DENIED' });
    expect((answer.body as Problem).zh).toContain('联系诉求人之前不能签收');
    expect(await task()).toMatchObject({ state: 'open' });
    const [again] = await Promise.all([handler.post(`/api/tasks/${key}/complete`, SIGN), listen()]);
    expect(again.status).toBe(200);
  });

  it('are no one’s to complete while another has claimed them', async () => {
    await system.test.store.tasks.updateOne({ _id: key }, { $set: { assignee: 'someone.else' } });
    const answer = await handler.post(`/api/tasks/${key}/complete`, SIGN);

    expect(problem(answer)).toEqual({ status: 409, code: 'TASK_CLAIMED_BY_ANOTHER' });
    expect((answer.body as Problem).zh).toContain('someone.else');
  });

  it('are claimed and given back through the engine, which knows who was first', async () => {
    const assignee = async (): Promise<string | undefined> =>
      ((await (await fetch(`${system.engineUrl}/v2/user-tasks/${key}`)).json()) as { assignee?: string })
        .assignee;

    expect((await handler.post(`/api/tasks/${key}/claim`)).status).toBe(200);
    expect(await assignee()).toBe('unit.housing-bureau');
    // the projection does not know of the first claim yet; the engine does
    expect(problem(await handler.post(`/api/tasks/${key}/claim`))).toEqual({ status: 409, code: 'CONFLICT' });
    await system.test.store.tasks.updateOne({ _id: key }, { $set: { assignee: 'unit.housing-bureau' } });
    expect((await handler.post(`/api/tasks/${key}/claim`)).status).toBe(200);
    expect((await handler.post(`/api/tasks/${key}/unclaim`)).status).toBe(200);
    expect(await assignee()).toBeUndefined();
  });

  it('survive a server that died between the database and the engine', async () => {
    await system.test.store.tasks.updateOne(
      { _id: key },
      {
        $set: {
          state: 'completing',
          submittedBy: 'unit.housing-bureau',
          submittedAt: new Date(Date.now() - 11_000),
        },
      },
    );
    const [answer] = await Promise.all([handler.post(`/api/tasks/${key}/complete`, SIGN), listen()]);

    expect(answer.status).toBe(200);
    expect(await task()).toMatchObject({ state: 'completed' });
  });

  it('go on by themselves when the answer of the engine was lost', async () => {
    await system.test.store.tasks.updateOne(
      { _id: key },
      {
        $set: {
          state: 'completing',
          submission: SIGN.variables,
          submittedBy: 'unit.housing-bureau',
          submittedAt: new Date(),
          completing: { variables: SIGN.variables, since: new Date(Date.now() - 11_000) },
        },
      },
    );
    await listen();
    while ((await task())?.state !== 'completed') await new Promise(setImmediate);
  });

  it('wait for a completion that another server has under way', async () => {
    await system.test.store.tasks.updateOne(
      { _id: key },
      { $set: { state: 'completing', submittedBy: 'unit.housing-bureau', submittedAt: new Date() } },
    );

    expect(problem(await handler.post(`/api/tasks/${key}/complete`, SIGN))).toEqual({
      status: 409,
      code: 'TASK_ALREADY_COMPLETED',
    });
  });

  it('that the process withdrew can not be completed', async () => {
    await system.test.store.tasks.updateOne({ _id: key }, { $set: { state: 'canceled' } });

    expect(problem(await handler.post(`/api/tasks/${key}/complete`, SIGN))).toEqual({
      status: 409,
      code: 'CONFLICT',
    });
  });

  it('are told to the pages of those who may do them as they change', async () => {
    const water = await system.desk('unit.water-group');
    const own = openStream(system.url(), handler);
    const foreign = openStream(system.url(), water);
    await Promise.all([own.until('connected'), foreign.until('connected')]);
    await Promise.all([handler.post(`/api/tasks/${key}/complete`, SIGN), listen()]);
    await system.test.store.tasks.updateOne(
      { _id: key },
      { $set: { candidateGroups: ['unit:water-group'] } },
    );

    await own.until(`"key":"${key}","orderNo":"${orderNo}","state":"completed"`);
    await foreign.until(`"key":"${key}"`);
    expect(foreign.text().match(/event: task/g)).toHaveLength(1);
    own.close();
    foreign.close();
  });
});

interface Detail {
  readonly form: { readonly components: readonly object[] };
  readonly data: { readonly units: readonly object[] };
}
