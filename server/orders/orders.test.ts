import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '@jiesu/store';
import type { OrderDocument } from '@jiesu/store';
import { startTestSystem } from '../testing/test-server.ts';
import type { Desk, TestSystem } from '../testing/test-server.ts';

const intake = {
  title: '印刷经营许可证没有寄到',
  text: '我公司网上申请的印刷经营许可证审批已通过,实体证一直没有收到。',
  area: 'donghu',
  category: 'publishing-licence',
  caller: { name: '王小明', phone: '13812345678', address: '江州市东湖区湖滨路8号2栋' },
};

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly errors: readonly { field: string; code: string; zh: string; en: string }[];
}
interface Taken {
  readonly id: string;
  readonly orderNo: string;
}

describe('orders', () => {
  let system: TestSystem;
  let agent: Desk;

  beforeAll(async () => {
    system = await startTestSystem();
    agent = await system.desk('agent');
  }, 120_000);
  afterAll(() => system.stop());

  const take = async (change: object = {}): Promise<Taken> => {
    const answer = await agent.post('/api/orders', { ...intake, ...change });
    expect(answer.status).toBe(201);
    return answer.body as Taken;
  };
  const stored = async (id: string): Promise<OrderDocument> => {
    const order = await system.test.store.orders.findById(id).lean<OrderDocument | null>();
    if (order === null) throw new Error('not stored');
    return order;
  };

  it('are stored with their number, the caller sealed, and their process started', async () => {
    const { id, orderNo } = await take();

    expect(orderNo).toMatch(/^JS\d{8}-\d{6}$/);
    const order = await stored(id);
    expect(order).toMatchObject({ status: 'received', createdBy: 'agent', category: 'publishing-licence' });
    expect(JSON.stringify(order)).not.toMatch(/王小明|13812345678|湖滨路/);
    expect(order.outbox).toHaveLength(1);
    const jobs = await activate(system, 'hotline.classify');
    expect(jobs.map((job) => job.variables)).toContainEqual({ orderId: id, orderNo });
    const timeline = await agent.get(`/api/orders/${orderNo}/events`);
    expect((timeline.body as { items: object[] }).items).toMatchObject([
      { type: 'received', actor: { kind: 'person', id: 'agent' } },
    ]);
  });

  it.each([
    ['an unknown category', { category: 'atlantis' }, 'category', 'UNKNOWN_CATEGORY'],
    ['an unknown area', { area: 'mars' }, 'area', 'UNKNOWN_AREA'],
    ['a call in the future', { calledAt: '2999-01-01T00:00:00+08:00' }, 'calledAt', 'CALL_TIME_IN_FUTURE'],
    ['a call time without an offset', { calledAt: '2026-01-01 08:00' }, 'calledAt', 'FIELD_INVALID'],
    ['an over-long text', { text: '长'.repeat(5001) }, 'text', 'TEXT_TOO_LONG'],
    ['an over-long title', { title: '长'.repeat(101) }, 'title', 'TEXT_TOO_LONG'],
    ['no text', { text: undefined }, 'text', 'FIELD_REQUIRED'],
    ['a blank title', { title: '   ' }, 'title', 'FIELD_REQUIRED'],
    ['a number as text', { text: 5 }, 'text', 'FIELD_INVALID'],
    ['an unknown kind', { kind: 'poem' }, 'kind', 'FIELD_INVALID'],
    ['a wrong phone', { caller: { phone: 'call me' } }, 'caller.phone', 'FIELD_INVALID'],
    ['an unknown field', { unitId: 'x' }, 'unitId', 'FIELD_INVALID'],
    ['an enterprise without a name', { callerType: 'enterprise' }, 'enterpriseName', 'FIELD_REQUIRED'],
    ['an operator', { category: { $ne: '' } }, 'category', 'FIELD_INVALID'],
  ])('refuse %s, naming the field in both languages', async (_what, change, field, code) => {
    const answer = await agent.post('/api/orders', { ...intake, ...change });
    const problem = answer.body as Problem;

    expect({ status: answer.status, type: answer.type, code: problem.code }).toEqual({
      status: 400,
      type: 'application/problem+json',
      code: 'VALIDATION_FAILED',
    });
    expect(problem.errors).toMatchObject([{ field, code }]);
    expect(problem.errors[0]?.zh).toMatch(/\p{Script=Han}/u);
    expect(problem.errors[0]?.en).toMatch(/[a-z]/);
    expect(problem.zh).not.toBe('');
    expect(problem.en).not.toBe('');
  });

  it.each([
    ['{"title": ', 'application/json', 400, 'BODY_MALFORMED'],
    ['[]', 'application/json', 400, 'VALIDATION_FAILED'],
    ['title=x', 'application/x-www-form-urlencoded', 400, 'BODY_MALFORMED'],
    [JSON.stringify({ text: 'x'.repeat(300_000) }), 'application/json', 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuse a body that is no request: %.20s', async (body, type, status, code) => {
    const answer = await agent.agent
      .post('/api/orders')
      .set('x-csrf-token', agent.csrfToken)
      .set('content-type', type)
      .send(body);

    expect({ status: answer.status, code: (answer.body as Problem).code }).toEqual({ status, code });
    expect(answer.body).toMatchObject({ zh: expect.any(String), en: expect.any(String) });
  });

  it('speak English to who asks for it', async () => {
    const answer = await agent.post('/api/orders', { ...intake, area: 'mars' }).set('accept-language', 'en');
    expect((answer.body as { detail: string }).detail).toBe('The request has invalid fields');
  });

  it('are taken by agents only', async () => {
    const dispatcher = await system.desk('dispatcher');
    const answer = await dispatcher.post('/api/orders', intake);
    expect({ status: answer.status, code: (answer.body as Problem).code }).toEqual({
      status: 403,
      code: 'FORBIDDEN_ROLE',
    });
  });

  it('are made once for a key, however often it is sent', async () => {
    const send = (title: string) =>
      agent.post('/api/orders', { ...intake, title }).set('idempotency-key', 'double click');
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('双击')));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => (body as Taken).orderNo)).size).toBe(1);
    expect(await system.test.store.orders.countDocuments({ title: '双击' })).toBe(1);
    const other = await send('另一件事');
    expect(other.status).toBe(409);
    expect((other.body as Problem).errors).toMatchObject([{ field: 'Idempotency-Key' }]);
  });

  it('keep the class for which they are not dispatched, and the open order they may be merged into', async () => {
    const main = await take();

    const { id } = await take({ referralId: 'outside-duty', mainOrderNo: main.orderNo });

    expect(await stored(id)).toMatchObject({
      referral: { id: 'outside-duty', by: 'agent' },
      mergeTarget: main.orderNo,
    });
    const wrong = await agent.post('/api/orders', { ...intake, mainOrderNo: 'JS20200101-000001' });
    expect(wrong.status).toBe(400);
    expect((wrong.body as Problem).errors).toMatchObject([{ field: 'mainOrderNo', code: 'FIELD_INVALID' }]);
  });

  it('are listed newest first, page by page, narrowed by what is asked', async () => {
    for (const title of ['分页一', '分页二', '分页三']) await take({ title, area: 'gaoxin' });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await agent.get(
        `/api/orders?limit=2&q=${encodeURIComponent('分页')}&cursor=${cursor}`.replace(/&cursor=$/, ''),
      );
      expect(answer.status).toBe(200);
      const page = answer.body as { items: { title: string }[]; nextCursor: string | null };
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }

    expect(seen).toEqual(['分页三', '分页二', '分页一']);
    const byPhone = await agent.get('/api/orders?q=138-1234-5678&limit=1');
    expect((byPhone.body as { items: object[] }).items).toHaveLength(1);
    expect((await agent.get('/api/orders?q=.*%5B')).body).toEqual({ items: [], nextCursor: null });
    expect((await agent.get('/api/orders?limit=101')).status).toBe(400);
    expect((await agent.get('/api/orders?cursor=abc')).body).toMatchObject({ errors: [{ field: 'cursor' }] });
  });

  it('show the caller masked, and in full only to who may know and on record', async () => {
    const { id, orderNo } = await take({ kind: 'help' });
    await system.test.store.orders.updateOne({ _id: id }, { $set: { unitId: 'publicity-department' } });
    const handler = await system.desk('unit.publicity-department');

    expect((await handler.get(`/api/orders/${orderNo}`)).body).toMatchObject({
      orderNo,
      caller: { name: '王**', phone: '138****5678', address: '江州市东湖区****' },
    });
    const full = await handler.get(`/api/orders/${orderNo}/caller`);
    expect(full.body).toEqual({ name: '王小明', phone: '13812345678', address: '江州市东湖区湖滨路8号2栋' });
    const auditor = await system.desk('auditor');
    expect((await auditor.get(`/api/orders/${orderNo}/caller`)).status).toBe(403);
    const audit = await system.test.store.audit.find({ subject: `order:${orderNo}` }).lean();
    expect(audit).toMatchObject([{ actor: 'unit.publicity-department', action: 'caller.view' }]);
    expect(
      await new AuditLog(system.test.store, 'a secret of the tests, long enough').verify(),
    ).toMatchObject({
      intact: true,
    });
    const events = (await agent.get(`/api/orders/${orderNo}/events`)).body as { items: { type: string }[] };
    expect(events.items.map(({ type }) => type)).toContain('caller-viewed');
  });

  it.each([
    ['a report, to any unit', { kind: 'report' }],
    [
      'a complaint, to the unit complained about',
      { kind: 'complaint', complainedUnit: 'publicity-department' },
    ],
  ])('never show the caller of %s', async (_what, change) => {
    const { id, orderNo } = await take(change);
    await system.test.store.orders.updateOne({ _id: id }, { $set: { unitId: 'publicity-department' } });
    const handler = await system.desk('unit.publicity-department');

    expect((await handler.get(`/api/orders/${orderNo}`)).body).toMatchObject({
      caller: { name: null, phone: null, address: null },
    });
    expect((await handler.get(`/api/orders/${orderNo}/caller`)).status).toBe(403);
  });

  it('let a unit call who complains about somebody else', async () => {
    const { id, orderNo } = await take({ kind: 'complaint', complainedUnit: 'water-group' });
    await system.test.store.orders.updateOne({ _id: id }, { $set: { unitId: 'publicity-department' } });
    const handler = await system.desk('unit.publicity-department');

    expect((await handler.get(`/api/orders/${orderNo}/caller`)).body).toMatchObject({ phone: '13812345678' });
  });

  it('are no one else’s than the unit’s that has them', async () => {
    const { orderNo } = await take();
    const handler = await system.desk('unit.water-group');

    for (const path of ['', '/caller', '/events', '/diagram']) {
      const answer = await handler.get(`/api/orders/${orderNo}${path}`);
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
    }
    expect((await handler.get('/api/orders')).body).toEqual({ items: [], nextCursor: null });
  });

  it('show where they are in the diagram', async () => {
    const { orderNo } = await take();
    const answer = await agent.get(`/api/orders/${orderNo}/diagram`);

    expect(answer.body).toMatchObject({ processId: 'work-order', version: 1, activeElements: [] });
    expect((answer.body as { xml: string }).xml).toContain('<bpmn:process id="work-order"');
  });

  it('are taken while the engine is down, and started when it is back', async () => {
    await system.engine.stop();
    const { id, orderNo } = await take({ title: '引擎停机' });
    expect((await agent.get('/readyz')).status).toBe(503);
    await system.engine.start();

    await system.test.store.orders.updateOne(
      { _id: id },
      { $set: { 'outbox.0.nextAt': new Date(0), outboxNextAt: new Date(0) } },
    );
    const found = await activateUntil(system, 'hotline.classify', (job) => job.variables.orderId === id);
    expect(found.variables).toEqual({ orderId: id, orderNo });
  }, 60_000);
});

interface Job {
  readonly variables: Record<string, unknown>;
}

async function activate(system: TestSystem, type: string, requestTimeout = 5000): Promise<Job[]> {
  const answer = await fetch(`${system.engineUrl}/v2/jobs/activation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type, timeout: 600_000, maxJobsToActivate: 100, requestTimeout }),
  });
  return ((await answer.json()) as { jobs: Job[] }).jobs;
}

async function activateUntil(system: TestSystem, type: string, wanted: (job: Job) => boolean): Promise<Job> {
  const end = performance.now() + 30_000;
  while (performance.now() < end) {
    const job = (await activate(system, type)).find(wanted);
    if (job !== undefined) return job;
  }
  throw new Error(`no job of type ${type} came`);
}
