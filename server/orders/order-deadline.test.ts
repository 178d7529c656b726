import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limitsSchema, orderDeadline } from '@jiesu/domain';
import { readConfigTexts, rulesOf } from '@jiesu/store';
import path from 'node:path';
import { newOrder } from '../../store/testing/index.ts';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const DISPATCHED = new Date('2026-09-24T10:00:00+08:00');
const PAUSED = new Date('2026-09-25T10:00:00+08:00');
const RESUMED = new Date('2026-09-28T10:00:00+08:00');

describe('the deadline of an order', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
    const { calendar } = rulesOf(await readConfigTexts(path.resolve(import.meta.dirname, '../../config')));
    const limits = limitsSchema.parse({ handleAmount: 4, handleUnit: 'working-days', rule: 'other' });
    const clock = {
      unitId: 'housing-bureau',
      dispatchedAt: DISPATCHED,
      firstDispatchedAt: DISPATCHED,
      redos: [],
    };
    const first = orderDeadline(clock, limits, DISPATCHED.getTime(), calendar);
    const pauses = [{ id: 'p', from: PAUSED, to: RESUMED, cause: 'suspension' as const, reason: '等待材料' }];
    const second = orderDeadline({ ...clock, pauses }, limits, RESUMED.getTime(), calendar);
    const entry = {
      startAt: DISPATCHED,
      rule: 'other',
      limits: { handleAmount: 4, handleUnit: 'working-days' },
      ruleVersions: { deadlines: 1, calendar: 1 },
      unitId: 'housing-bureau',
    };
    await system.test.store.orders.create(
      newOrder('1', {
        ...clock,
        redos: [],
        status: 'handling',
        pauses,
        deadline: { ...second, ruleVersions: { deadlines: 1, calendar: 1 } },
        deadlineHistory: [
          { ...entry, at: DISPATCHED, cause: 'dispatched', by: '1', ...dueOf(first.dueAt) },
          { ...entry, at: RESUMED, cause: 'resumed', by: '2', ...dueOf(second.dueAt) },
        ],
      }),
    );
  }, 180_000);
  afterAll(() => system.stop());

  it('explains itself day by day, and so does each one that the order had', async () => {
    const answer = await (await system.desk('supervisor')).get('/api/orders/JS20261124-1/deadline');
    const body = answer.body as {
      current: { dueAt: string; explanation: { handle: { zh: string }[] } };
      history: { dueAt: string; exact: boolean; explanation: { handle: { zh: string }[] } }[];
    };
    // Mid-Autumn is on the 25th: the notice made it a holiday
    expect(body.history).toMatchObject([
      { cause: 'dispatched', causeName: { zh: '派单' }, exact: true, ruleVersions: { calendar: 1 } },
      { cause: 'resumed', causeName: { zh: '恢复计时' }, exact: true },
    ]);
    expect(body.current.dueAt).toBe(body.history[1]?.dueAt);
    const texts = (lines: readonly { zh: string }[] | undefined) =>
      (lines ?? []).map(({ zh }) => zh).join('\n');
    expect(texts(body.current.explanation.handle)).toContain('等待材料');
    // what came later is not in the explanation of what was before
    expect(texts(body.history[0]?.explanation.handle)).not.toContain('等待材料');
    expect(texts(body.history[0]?.explanation.handle)).toContain('9月25日');
  });

  it('is shown to those who may see the order only', async () => {
    const other = await system.desk('unit.urban-management');
    expect((await other.get('/api/orders/JS20261124-1/deadline')).status).toBe(404);
  });
});

function dueOf(dueAt: Date | undefined): { dueAt?: Date } {
  return dueAt === undefined ? {} : { dueAt };
}
