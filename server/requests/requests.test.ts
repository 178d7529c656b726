import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrderDocument } from '@jiesu/store';
import { newOrder } from '../../store/testing/index.ts';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const extension = {
  type: 'extension',
  amount: 3,
  reason: '需要等待专家到场鉴定',
  legalBasis: '《城市危险房屋管理规定》第九条',
  progress: '已到现场查看并联系诉求人',
};

interface Problem {
  readonly code: string;
  readonly zh: string;
  readonly errors: readonly { field: string }[];
}

describe('requests for an order in work', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
  }, 180_000);
  afterAll(() => system.stop());

  const order = async (id: string, change: Partial<OrderDocument> = {}): Promise<string> => {
    const stored = newOrder(id, { unitId: 'housing-bureau', status: 'handling', kind: 'help', ...change });
    await system.test.store.orders.create(stored);
    return `/api/orders/${stored.orderNo}/requests`;
  };
  const read = async (id: string) => system.test.store.orders.findById(id).lean<OrderDocument | null>();

  it('are stored by the unit that leads, once for a double click, and told to the process', async () => {
    const url = await order('r1');
    const unit = await system.desk('unit.housing-bureau');
    const ask = () => unit.post(url, extension).set('idempotency-key', 'k1');

    const first = await ask();
    const second = await ask();

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    const { requestId } = first.body as { requestId: string };
    expect((await read('r1'))?.requests).toMatchObject([
      {
        id: requestId,
        type: 'extension',
        by: 'unit.housing-bureau',
        state: 'open',
        amount: 3,
        unit: 'working-days',
      },
    ]);
    // what got there is no longer in the outbox
    await settled(() => read('r1').then((found) => found?.outbox.length === 0));
    expect(await messages(system)).toContainEqual([
      'extension-requested',
      'r1',
      `extension-requested:${requestId}`,
    ]);
    const timeline = await unit.get(`/api/orders/JS20261124-r1/events`);
    expect(timeline.body).toMatchObject({
      items: [{ type: 'request-asked', data: { requestType: 'extension' } }],
    });
  });

  it('are offered with their forms to whoever may make them now', async () => {
    const url = await order('r2');
    const offered = async (username: string) => {
      const answer = await (await system.desk(username)).get(url);
      return (answer.body as { possible: { type: string }[] }).possible.map(({ type }) => type);
    };
    expect(await offered('unit.housing-bureau')).toEqual([
      'extension',
      'suspension',
      'termination',
      'return',
    ]);
    expect(await offered('dispatcher')).toEqual(['transfer', 'merge', 'urgency']);
    expect(await offered('callback')).toEqual([]);
  });

  it.each([
    ['a field that is missing', 'unit.housing-bureau', { ...extension, reason: '' }, 400, 'reason'],
    [
      'the same unit',
      'dispatcher',
      { type: 'transfer', unitId: 'housing-bureau', reason: '职责调整后移送' },
      400,
      'unitId',
    ],
    [
      'an unknown main order',
      'dispatcher',
      { type: 'merge', mainOrderNo: 'JS20261124-000009', reason: '同一事项重复反映' },
      400,
      'mainOrderNo',
    ],
    ['a type that does not exist', 'dispatcher', { type: 'nothing' }, 400, 'type'],
  ])('name %s', async (_name, username, body, status, field) => {
    const url = await order(`bad-${field}`);
    const answer = await (await system.desk(username)).post(url, body);
    expect(answer.status).toBe(status);
    expect((answer.body as Problem).errors.map((error) => error.field)).toContain(field);
  });

  it('are refused in a status where they make no sense, and while one waits', async () => {
    const closed = await order('r3', { status: 'callback' });
    const unit = await system.desk('unit.housing-bureau');
    const refused = await unit.post(closed, extension);
    expect([refused.status, (refused.body as Problem).code]).toEqual([409, 'REQUEST_NOT_POSSIBLE']);
    expect((refused.body as Problem).zh).toBe('工单现为“待回访”,不能申请延期');

    const open = await order('r4');
    expect((await unit.post(open, extension)).status).toBe(201);
    const again = await unit.post(open, extension);
    expect([again.status, (again.body as Problem).code]).toEqual([409, 'REQUEST_STILL_OPEN']);
  });

  it('are refused from another unit, from a wrong role and from a recused person', async () => {
    const url = await order('r5', { recused: ['unit.housing-bureau'] });
    expect((await (await system.desk('unit.urban-management')).post(url, extension)).status).toBe(404);
    expect((await (await system.desk('callback')).post(url, extension)).status).toBe(403);
    const recused = await (await system.desk('unit.housing-bureau')).post(url, extension);
    expect((recused.body as Problem).code).toBe('PERSON_RECUSED');
  });
});

/** Messages that the engine has: name, key, id. */
async function messages(system: TestSystem): Promise<unknown[]> {
  const answer = await fetch(`${system.engineUrl}/engine/records?from=1`);
  return (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { valueType: string; intent: string; value: unknown })
    .filter(({ valueType, intent }) => valueType === 'MESSAGE' && intent === 'PUBLISHED')
    .map(({ value }) => value);
}

/** Asks until it is so; the test's own limit is the longest wait. */
async function settled(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setImmediate();
}
