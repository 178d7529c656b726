import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRun } from './testing/model-run.ts';

const NOW = '2026-03-02T09:00:00+08:00';
const SIGN_DUE = '2026-03-03T09:00:00+08:00';
const ASSIST_DUE = '2026-03-04T09:00:00+08:00';
const LATER = '2026-03-05T09:00:00+08:00';
const DUE = '2026-03-06T09:00:00+08:00';

/** What an order has when its unit begins to handle it. */
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
  assistingUnitIds: [],
  deadline: { signDueAt: SIGN_DUE, dueAt: DUE, onSiteDueAt: '2026-03-02T09:30:00+08:00' },
  outcome: null,
};

const FIT = { contacted: true, length: 80, repeated: false, assistingMissing: 0 };

let run: ModelRun;
beforeAll(async () => {
  run = await ModelRun.open(['handling', 'emergency-response', 'return-review']);
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
  expect(missing.filter((element) => !element.startsWith('return-review'))).toEqual([]);
});

describe('handling', () => {
  const begin = async (signResult: 'sign' | 'return'): Promise<void> => {
    await run.call('handling', ORDER);
    expect(run.task('SignOrder')).toMatchObject({
      candidateGroups: ['unit:urban-management'],
      dueDate: SIGN_DUE,
    });
    await run.complete('SignOrder', { signResult });
  };
  const assist = (unitId: string, dueAt = ASSIST_DUE): object => ({
    unitId,
    unitGroup: `unit:${unitId}`,
    dueAt,
    key: `order-1:${unitId}`,
  });
  const reply = async (replyFacts: object = FIT): Promise<void> => {
    await run.complete('HandleOrder');
    await run.work('hotline.measure-reply', { replyFacts });
  };
  const finish = async (): Promise<void> => {
    await reply();
    await run.complete('ReviewReply', { reviewResult: 'approve' });
    expect(await run.result()).toMatchObject({ outcome: 'finished' });
  };

  it('has the caller contacted, the reply written and reviewed', async () => {
    await begin('sign');
    await run.work('hotline.plan-assisting', { assisting: [] });
    expect(run.tasks()).toEqual(['ContactCaller']);
    await run.complete('ContactCaller');
    expect(run.task('HandleOrder').dueDate).toBe(DUE);
    await reply();
    expect(run.task('ReviewReply').candidateGroups).toEqual(['role:supervisor']);
    await run.complete('ReviewReply', { reviewResult: 'reject' });
    await finish();
  });

  it('sends a reply that is not fit back before anybody reviews it', async () => {
    await begin('sign');
    await run.work('hotline.plan-assisting', { assisting: [] });
    await run.complete('ContactCaller');
    await reply({ ...FIT, contacted: false });
    expect(run.tasks()).toEqual(['HandleOrder']);
    await finish();
  });

  it('waits for the assisting units, and for none longer than its deadline', async () => {
    await begin('sign');
    await run.work('hotline.plan-assisting', { assisting: [assist('water-group'), assist('fire-brigade')] });
    expect(run.tasks().toSorted()).toEqual(['AssistOrder', 'AssistOrder', 'ContactCaller']);
    await run.complete('ContactCaller');
    await run.complete('AssistOrder');
    expect(run.tasks()).toEqual(['AssistOrder']);

    await run.until(ASSIST_DUE);
    const { variables } = await run.work('hotline.missed-assist');
    expect(variables.assist).toMatchObject({ unitId: 'fire-brigade' });
    expect(run.tasks()).toEqual(['HandleOrder']);
    await finish();
  });

  it('moves the deadline of an assisting unit when it changes, and of no other', async () => {
    await begin('sign');
    await run.work('hotline.plan-assisting', { assisting: [assist('water-group'), assist('fire-brigade')] });
    await run.complete('ContactCaller');
    await run.publish('assist-deadline-changed', 'order-1:water-group');
    const { headers, variables } = await run.work('hotline.plan-assisting', {
      assist: assist('water-group', LATER),
    });
    expect(headers).toEqual({ mode: 'rearm' });
    expect(variables.assist).toMatchObject({ unitId: 'water-group' });

    await run.until(ASSIST_DUE);
    expect((await run.work('hotline.missed-assist')).variables.assist).toMatchObject({
      unitId: 'fire-brigade',
    });
    await run.until('2026-03-05T08:59:00+08:00');
    expect(run.tasks()).toEqual(['AssistOrder']);
    await run.until(LATER);
    await run.work('hotline.missed-assist');
    await finish();
  });

  it('gives the tasks to come a changed deadline, and moves those that are open', async () => {
    await begin('sign');
    await run.work('hotline.plan-assisting', { assisting: [] });
    const deadline = { ...ORDER.deadline, dueAt: '2026-03-12T09:00:00+08:00' };
    await run.publish('deadline-changed', 'order-1', { deadline });
    expect((await run.work('hotline.move-due-dates')).variables.deadline).toEqual(deadline);
    await run.complete('ContactCaller');
    expect(run.task('HandleOrder').dueDate).toBe(deadline.dueAt);
    await finish();
  });

  const facts = { ruled: false, designated: false, workingDays: 1, returnsByUnit: 0, hops: 1 };

  it.each([
    ['accepted', { ruled: false }, 'accept', 'returned'],
    ['disputed', { returnsByUnit: 1 }, undefined, 'disputed'],
  ])('ends with a return that is %s', async (_what, more, reviewDecision, outcome) => {
    await begin('return');
    await run.work('hotline.assess-return', { returnFacts: { ...facts, ...more } });
    if (reviewDecision !== undefined) {
      await run.work('hotline.compute-due', { dueAt: ASSIST_DUE });
      await run.complete('ReviewReturn', { reviewDecision });
    }
    await run.work('hotline.answer-request');
    expect(await run.result()).toMatchObject({ outcome });
  });

  it('asks the unit to sign when its return is refused', async () => {
    await begin('return');
    await run.work('hotline.assess-return', { returnFacts: { ...facts, ruled: true } });
    await run.work('hotline.answer-request');
    await run.complete('SignOrder', { signResult: 'sign' });
    await run.work('hotline.plan-assisting', { assisting: [] });
    await run.complete('ContactCaller');
    await finish();
  });
});

describe('emergency-response', () => {
  it('is pushed, on site and made safe, with the units of the joint action', async () => {
    await run.call('emergency-response', { ...ORDER, assistingUnitIds: ['fire-brigade'] });
    await run.work('hotline.push-emergency');
    expect(run.task('ArriveOnSite').dueDate).toBe(ORDER.deadline.onSiteDueAt);
    expect(run.task('JointSupport').candidateGroups).toEqual(['unit:fire-brigade']);
    await run.complete('ArriveOnSite');
    await run.complete('MakeSafe');
    expect(run.tasks()).toEqual(['JointSupport']);
    await run.complete('JointSupport');
    expect(await run.result()).toMatchObject({ outcome: 'finished' });
  });

  it('needs no other unit, and follows a changed deadline', async () => {
    await run.call('emergency-response', ORDER);
    await run.work('hotline.push-emergency');
    const deadline = { ...ORDER.deadline, dueAt: LATER };
    await run.publish('deadline-changed', 'order-1', { deadline });
    await run.work('hotline.move-due-dates');
    await run.complete('ArriveOnSite');
    expect(run.task('MakeSafe').dueDate).toBe(LATER);
    await run.complete('MakeSafe');
    expect(await run.result()).toMatchObject({ outcome: 'finished' });
  });
});
