import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRun } from './testing/model-run.ts';

const NOW = '2026-03-02T09:00:00+08:00';
const FIRST = '2026-03-03T09:00:00+08:00';
const SECOND = '2026-03-04T09:00:00+08:00';

const ORDER = {
  orderId: 'order-1',
  orderNo: 'JS20260302-000001',
  unitId: 'urban-management',
  unitGroup: 'unit:urban-management',
  kind: 'complaint',
  urgency: 'normal',
  callerType: 'citizen',
  channel: 'phone',
  category: 'city-appearance',
  area: 'donghu',
  limits: { handleAmount: 4, handleUnit: 'working-days' },
  deadline: { dueAt: '2026-03-06T09:00:00+08:00', nextAt: null },
};

let run: ModelRun;
beforeAll(async () => {
  run = await ModelRun.open(['supervision', 'accountability']);
});
beforeEach(() => run.from(NOW));
afterEach(() => {
  expect(run.incidents()).toEqual([]);
  expect(run.active()).toEqual([]);
  expect(run.tasks()).toEqual([]);
});
afterAll(async () => {
  const { missing } = await run.uncovered();
  await run.close();
  expect(missing).toEqual([]);
});

const next = (nextAt: string | null): Record<string, unknown> => ({
  deadline: { ...ORDER.deadline, nextAt },
});

describe('supervision', () => {
  const begin = async (nextAt: string | null, more: object = {}): Promise<string> => {
    const instance = await run.call('supervision', { ...ORDER, ...more });
    const { variables } = await run.work('hotline.plan-steps', next(nextAt));
    expect((variables.steps as object[]).length).toBeGreaterThan(0);
    return instance;
  };
  const reach = async (action: string, then: string | null = null): Promise<void> => {
    await run.until(FIRST);
    const step = { id: 'step-1', occasion: 'due', action, dueAt: SECOND };
    await run.work('hotline.check-step', { step, ...next(then) });
  };

  it.each([
    ['remind', 'hotline.remind', {}],
    ['yellow-card', 'hotline.issue-card', { colour: 'yellow' }],
  ])('answers a step with %s, and only when it is due', async (action, type, headers) => {
    const instance = await begin(FIRST);
    await run.until('2026-03-03T08:59:00+08:00');
    await expect(run.work('hotline.check-step')).rejects.toThrow('0 jobs');
    await reach(action);
    expect((await run.work(type)).headers).toEqual(headers);
    await run.cancel(instance);
  });

  it.each([
    ['red-card', 'hotline.issue-card', { colour: 'red' }],
    ['notice', 'hotline.issue-document', { document: 'supervision', occasion: 'overdue' }],
  ])('opens a case of accountability with a %s', async (action, type, headers) => {
    const instance = await begin(FIRST);
    await reach(action);
    expect((await run.work(type)).headers).toEqual(headers);
    expect((await run.work('hotline.start-accountability')).variables.step).toMatchObject({ id: 'step-1' });
    await run.cancel(instance);
  });

  it.each([
    ['follow-up', 'FollowUp', 'role:supervisor'],
    ['stage-report', 'StageReport', 'unit:urban-management'],
  ])('asks for a %s while the watch goes on', async (action, elementId, group) => {
    const instance = await begin(FIRST);
    await reach(action, SECOND);
    expect(run.task(elementId)).toMatchObject({ candidateGroups: [group], dueDate: SECOND });
    await run.until(SECOND);
    await run.work('hotline.check-step', { step: { id: 'step-2', action: 'remind' }, ...next(null) });
    expect((await run.work('hotline.remind')).variables.step).toMatchObject({ id: 'step-2' });
    expect(run.tasks()).toEqual([elementId]);
    await run.complete(elementId);
    await run.cancel(instance);
  });

  it.each(['raise-leader', 'raise-office', 'none'])(
    'goes on after %s, though nobody catches the escalation',
    async (action) => {
      const instance = await begin(FIRST);
      await reach(action);
      expect(run.active()).toEqual(['supervision']);
      await run.cancel(instance);
    },
  );

  it('keeps the step of a measure apart from the one that is due at the same moment', async () => {
    const instance = await begin(FIRST);
    await reach('remind', FIRST);
    await run.work('hotline.check-step', { step: { id: 'step-2', action: 'yellow-card' }, ...next(null) });
    expect((await run.work('hotline.remind')).variables.step).toMatchObject({ id: 'step-1' });
    expect((await run.work('hotline.issue-card')).variables.step).toMatchObject({ id: 'step-2' });
    await run.cancel(instance);
  });

  it('plans anew when the deadline changes, and does not fire at the old time', async () => {
    const instance = await begin(FIRST);
    await run.publish('deadline-changed', 'order-1', next(null));
    await run.work('hotline.plan-steps', next(SECOND));
    await run.until(FIRST);
    await expect(run.work('hotline.check-step')).rejects.toThrow('0 jobs');
    await run.until(SECOND);
    await run.work('hotline.check-step', { step: { id: 'step-1', action: 'none' }, ...next(null) });
    await run.cancel(instance);
  });

  it('sleeps while the order is paused, and plans anew when the pause ends', async () => {
    const instance = await begin(null);
    await run.publish('deadline-changed', 'order-1', next(null));
    await run.work('hotline.plan-steps', next(FIRST));
    await reach('none');
    await run.cancel(instance);
  });

  it('is over for an emergency after its last point', async () => {
    await begin(FIRST, { urgency: 'emergency', limits: { handleAmount: 72, handleUnit: 'hours' } });
    await reach('remind');
    await run.work('hotline.remind');
    await run.result();
  });
});

describe('accountability', () => {
  const begin = (cause: string): Promise<void> =>
    run.publish('accountability-started', 'case-1', { ...ORDER, caseId: 'case-1', cause });
  const interview = async (rectified: boolean): Promise<void> => {
    expect((await run.work('hotline.compute-due', { dueAt: SECOND })).variables.unit).toBe('working-days');
    expect(run.task('InterviewUnit')).toMatchObject({
      candidateGroups: ['role:supervisor'],
      dueDate: SECOND,
    });
    await run.complete('InterviewUnit', { rectified });
  };

  it('interviews at once after a red card, and holds accountable who does not put things right', async () => {
    await begin('red-card');
    await interview(false);
    await run.work('hotline.compute-due', { dueAt: SECOND });
    expect(run.task('HoldAccountable').candidateGroups).toEqual(['role:leader']);
    await run.complete('HoldAccountable');
    expect((await run.work('hotline.record-measure')).headers).toEqual({ measure: 'accountability' });
  });

  it('is settled by an interview after which things are right', async () => {
    await begin('red-card');
    await interview(true);
    expect((await run.work('hotline.record-measure')).headers).toEqual({ measure: 'settled' });
  });

  it('interviews a reprimanded unit when the time to rectify is over, not before', async () => {
    await begin('overdue');
    expect((await run.work('hotline.record-measure')).headers).toEqual({ measure: 'notice' });
    await run.work('hotline.compute-due', { dueAt: FIRST });
    await run.until('2026-03-03T08:59:00+08:00');
    await expect(run.work('hotline.compute-due')).rejects.toThrow('0 jobs');
    await run.until(FIRST);
    await interview(true);
    await run.work('hotline.record-measure');
  });

  it('ends when the order is done in time', async () => {
    await begin('overdue');
    await run.work('hotline.record-measure');
    await run.work('hotline.compute-due', { dueAt: FIRST });
    await run.publish('case-settled', 'case-1');
    expect((await run.work('hotline.record-measure')).headers).toEqual({ measure: 'settled' });
  });
});
