import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dispatch } from '../dispatch/dispatch.ts';
import type { TaskListener } from '../runtime/index.ts';
import { HandlerBench } from '../testing/handler-bench.ts';
import { task } from './task.ts';

const AT = '2026-03-02T10:00:00+08:00';

describe('recusal', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
    await bench.test.store.people.create({
      _id: 'li',
      username: 'li',
      name: '李某',
      passwordHash: 'x',
      roles: ['unit-handler'],
      unitId: 'housing-bureau',
      groups: ['unit:housing-bureau'],
      active: true,
    });
  }, 180_000);
  afterAll(() => bench.test.stop());

  const listener = (event: TaskListener['event'], assignee?: string): TaskListener => ({
    event,
    userTaskKey: 't1',
    assignee,
    candidateGroups: ['role:supervisor'],
    candidateUsers: [],
    dueDate: undefined,
    priority: 50,
  });
  const job = (orderId: string, given: TaskListener) =>
    bench.job(task, AT, { elementId: 'FollowUp', listener: given, variables: { orderId } });

  it('keeps a task from an interested person, by name or by unit', async () => {
    await bench.order('named', { recused: ['li'] });
    await bench.order('unit', { kind: 'complaint', complainedUnit: 'housing-bureau' });
    for (const id of ['named', 'unit']) {
      const claim = await task.handle(job(id, listener('assigning', 'li')), bench.context);
      expect(claim).toEqual({ deniedReason: '您与该工单有利害关系,应当回避' });
      const done = await task.handle(job(id, listener('completing', 'li')), bench.context);
      expect(done).toEqual({ deniedReason: '您与该工单有利害关系,应当回避' });
    }
  });

  it('never sends a complaint to the unit that it is about', async () => {
    await bench.order('c', {
      kind: 'complaint',
      category: 'city-appearance',
      complainedUnit: 'urban-management',
    });
    const wrong = bench.job(dispatch, AT, { variables: { orderId: 'c', unitId: 'urban-management' } });
    await expect(dispatch.handle(wrong, bench.context)).rejects.toMatchObject({ code: 'UNKNOWN_UNIT' });
  });
});
