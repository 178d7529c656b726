import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRun } from './testing/model-run.ts';

const NOW = '2026-03-02T09:00:00+08:00';
const SOON = '2026-03-02T10:00:00+08:00';
const DUE = '2026-03-06T09:00:00+08:00';

const DEADLINE = { signDueAt: SOON, dueAt: DUE, onSiteDueAt: SOON, nextAt: null };

/** What the classification says of an order that nothing is special about. */
const CLASSIFIED = {
  category: 'city-appearance',
  kind: 'complaint',
  urgency: 'normal',
  callerType: 'citizen',
  channel: 'phone',
  area: 'donghu',
  confidence: 0.95,
  answeredAtOnce: false,
  returnHistory: false,
  referralId: null,
  mergeCandidate: false,
  statutoryMatter: null,
  redoCount: 0,
  returnCount: 0,
  ruled: false,
  designated: false,
  assistingUnitIds: [],
  partyUnitIds: [],
  outcome: null,
};

/** Processes that an order calls; each has tests of its own. */
const CALLED = [
  'handling',
  'supervision',
  'emergency-response',
  'callback',
  'redo',
  'return-review',
  'extension',
  'suspension',
  'termination',
  'merge',
  'joint-meeting',
];

let run: ModelRun;
beforeAll(async () => {
  run = await ModelRun.open(['work-order', ...CALLED]);
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
  expect(missing.filter((element) => element.startsWith('work-order: '))).toEqual([]);
});

const receive = async (more: object = {}): Promise<void> => {
  await run.publish('order-received', 'order-1', { orderId: 'order-1', orderNo: 'JS20260302-000001' });
  await run.work('hotline.classify', { ...CLASSIFIED, ...more });
};
const dispatch = async (): Promise<void> => {
  await run.work('hotline.dispatch', { unitId: 'urban-management', unitGroup: 'unit:urban-management' });
  expect((await run.work('hotline.issue-document')).headers.document).toBe('assignment');
  await start();
};
/** The limits are decided and the watch begins. */
const start = async (): Promise<void> => {
  const { headers } = await run.work('hotline.compute-deadlines', { deadline: DEADLINE });
  expect(headers).toEqual({ mode: 'start' });
  await run.work('hotline.plan-steps', { deadline: DEADLINE });
};
const handle = async (): Promise<void> => {
  await run.complete('SignOrder', { signResult: 'sign' });
  await run.work('hotline.plan-assisting', { assisting: [] });
  await run.complete('ContactCaller');
  await run.complete('HandleOrder');
  await run.work('hotline.measure-reply', {
    replyFacts: { contacted: true, length: 80, repeated: false, assistingMissing: 0 },
  });
  await run.complete('ReviewReply', { reviewResult: 'approve' });
  await run.work('hotline.reply-to-merged');
};
const callBack = async (answer: object = { callbackResult: 'satisfied', solved: true }): Promise<void> => {
  await run.work('hotline.schedule-callback', { callback: { attempt: 1, notBefore: NOW, dueAt: DUE } });
  await run.complete('CallBack', { ...answer });
};
const close = async (): Promise<void> => {
  const { variables } = await run.work('hotline.evaluate');
  expect(variables.scoreRules).toMatchObject({ excellent: 90 });
  await run.work('hotline.close');
};
const finish = async (): Promise<void> => {
  await handle();
  await callBack();
  await close();
};
const choose = (more: object): Promise<unknown> =>
  run.complete('ChooseUnit', { unitId: 'urban-management', assistingUnitIds: null, ...more });
const settleDispute = async (): Promise<void> => {
  const parties = [{ unitId: 'water-group', unitGroup: 'unit:water-group' }];
  await run.work('hotline.open-dispute', { dispute: { disputeId: 'dispute-1', parties, rung: 1 } });
  await run.work('hotline.plan-dispute', {
    dispute: {
      disputeId: 'dispute-1',
      parties,
      rung: 1,
      positionsDueAt: SOON,
      meetingDueAt: DUE,
      rulingDueAt: DUE,
    },
  });
  await run.complete('SubmitPosition');
  await run.complete('SeekAgreement', { agreed: true, unitId: 'water-group', assistingUnitIds: [] });
  await run.work('hotline.record-ruling');
  expect((await run.work('hotline.issue-document')).headers.document).toBe('coordination');
};

describe('an order', () => {
  it('is dispatched, handled, called back and closed', async () => {
    await receive();
    await dispatch();
    await finish();
  });

  it('is answered at once and closed without a callback', async () => {
    await receive({ answeredAtOnce: true });
    await run.work('hotline.answer-at-once');
    await close();
  });

  it('is referred and closed without an evaluation', async () => {
    await receive({ referralId: 'emergency-services' });
    await run.work('hotline.refer');
    await run.work('hotline.close');
  });

  it('goes to a dispatcher when the classification is unsure', async () => {
    await receive({ confidence: 0.2 });
    expect(run.task('ChooseUnit').candidateGroups).toEqual(['role:dispatcher']);
    await choose({ dispatchChoice: null });
    await dispatch();
    await finish();
  });

  it('is referred by a dispatcher', async () => {
    await receive({ confidence: 0.2 });
    await choose({ dispatchChoice: 'refer', unitId: null, referralId: 'statutory-route' });
    expect((await run.work('hotline.refer')).variables.referralId).toBe('statutory-route');
    await run.work('hotline.close');
  });

  it('is settled between the units before dispatch, and goes to the unit of the ruling', async () => {
    await receive({ confidence: 0.2 });
    await choose({ dispatchChoice: 'consult', unitId: null, partyUnitIds: ['water-group'] });
    await settleDispute();
    const { variables } = await run.work('hotline.dispatch', {
      unitId: 'water-group',
      unitGroup: 'unit:water-group',
    });
    expect(variables).toMatchObject({ unitId: 'water-group', ruled: true, route: { path: 'dispatcher' } });
    await run.work('hotline.issue-document');
    await start();
    await finish();
  });

  it('has the reply of the order with which it was merged', async () => {
    await receive({ confidence: 0.2 });
    await choose({ dispatchChoice: 'merge', unitId: null });
    await run.work('hotline.merge');
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.publish('main-order-replied', 'order-1');
    await run.work('hotline.copy-reply');
    await callBack();
    await close();
  });

  it('is handled on its own when it only looks like another', async () => {
    await receive({ mergeCandidate: true });
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.complete('ConfirmMerge', { mergeDecision: 'refuse' });
    await choose({ dispatchChoice: 'dispatch' });
    await dispatch();
    await finish();
  });

  it('has nothing to do when another instance has it', async () => {
    await run.publish('order-received', 'order-1', { orderId: 'order-1', orderNo: 'JS20260302-000001' });
    await run.throwError('hotline.classify', 'ORDER_ALREADY_RUNNING');
  });
});

describe('an emergency', () => {
  const makeSafe = async (): Promise<void> => {
    await run.work('hotline.push-emergency');
    await run.complete('ArriveOnSite');
    await run.complete('MakeSafe');
    await run.work('hotline.reply-to-merged');
  };

  it('goes to the squad at once', async () => {
    await receive({ urgency: 'emergency' });
    await dispatch();
    await makeSafe();
    await callBack();
    await close();
  });

  it('is what an order becomes when its urgency is raised', async () => {
    await receive();
    await dispatch();
    await run.publish('urgency-raised', 'order-1', { requestId: 'request-1', urgency: 'emergency' });
    await run.work('hotline.leave', { outcome: 'emergency' });
    expect(run.tasks()).toEqual([]);
    await start();
    await makeSafe();
    await callBack();
    await close();
  });
});

describe('while an order is handled', () => {
  const ask = (name: string, more: object = {}): Promise<void> =>
    run.publish(name, 'order-1', { requestId: 'request-1', ...more });
  const leave = async (outcome: string, more: object = {}): Promise<void> => {
    expect((await run.work('hotline.leave', { outcome, ...more })).headers).toEqual({ outcome });
    expect(run.tasks()).toEqual([]);
  };
  beforeEach(async () => {
    await receive();
    await dispatch();
  });

  it('may be extended', async () => {
    await ask('extension-requested');
    const requestFacts = { urgency: 'normal', beforeExpiry: true, extensions: 1, amount: 5 };
    await run.work('hotline.assess-extension', { requestFacts });
    await run.work('hotline.answer-request');
    await finish();
  });

  it('may be suspended', async () => {
    await ask('suspension-requested');
    const requestFacts = { urgency: 'emergency', beforeExpiry: true, suspensions: 0, cause: 'caller' };
    await run.work('hotline.assess-suspension', { requestFacts });
    await run.work('hotline.answer-request');
    await finish();
  });

  it('may become urgent, and keeps its unit', async () => {
    await ask('urgency-raised', { urgency: 'urgent' });
    const { headers, variables } = await run.work('hotline.compute-deadlines', { deadline: DEADLINE });
    expect(headers).toEqual({ mode: 'change' });
    expect(variables.urgency).toBe('urgent');
    await finish();
  });

  it('may be transferred to another unit', async () => {
    await ask('transfer-requested', { unitId: 'water-group' });
    await leave('transferred', { unitId: 'water-group', unitGroup: 'unit:water-group' });
    const { variables } = await run.work('hotline.dispatch', { unitGroup: 'unit:water-group' });
    expect(variables.unitId).toBe('water-group');
    await run.work('hotline.issue-document');
    await start();
    expect(run.task('SignOrder').candidateGroups).toEqual(['unit:water-group']);
    await finish();
  });

  it('may be merged, and split again', async () => {
    await ask('merge-requested');
    await leave('merged');
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.complete('ConfirmMerge', { mergeDecision: 'confirm' });
    await run.work('hotline.merge');
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.publish('merge-undone', 'order-1');
    await run.work('hotline.split');
    await choose({});
    await dispatch();
    await finish();
  });

  const askToEnd = async (reviewDecision: string): Promise<void> => {
    await ask('termination-requested');
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.complete('ReviewTermination', { reviewDecision });
    if (reviewDecision === 'refuse') {
      await run.work('hotline.answer-request');
      return;
    }
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.complete('ApproveTermination', { approveDecision: 'approve' });
    await run.work('hotline.answer-request');
  };

  it('may be terminated, and its caller is told why', async () => {
    await askToEnd('approve');
    await leave('terminated');
    await run.work('hotline.terminate');
    await run.work('hotline.close');
  });

  it('is not terminated when a supervisor refuses', async () => {
    await askToEnd('refuse');
    await finish();
  });

  const facts = { ruled: false, designated: false, workingDays: 1, returnsByUnit: 0, hops: 1 };

  it('may be returned after signing, with a review', async () => {
    await ask('return-requested');
    await run.work('hotline.assess-return', { returnFacts: facts });
    await run.work('hotline.compute-due', { dueAt: DUE });
    await run.complete('ReviewReturn', { reviewDecision: 'accept' });
    await run.work('hotline.answer-request');
    await leave('returned');
    await run.work('hotline.record-return', { returnCount: 1, unitId: null });
    await choose({});
    await dispatch();
    await finish();
  });

  it('keeps its unit when the return is refused', async () => {
    await ask('return-requested');
    await run.work('hotline.assess-return', { returnFacts: { ...facts, ruled: true } });
    await run.work('hotline.answer-request');
    await finish();
  });

  it('goes to the settlement of disputes when the return is contested', async () => {
    await ask('return-requested');
    await run.work('hotline.assess-return', { returnFacts: { ...facts, returnsByUnit: 1 } });
    await run.work('hotline.answer-request');
    await leave('disputed');
    await settleDispute();
    await dispatch();
    await finish();
  });

  it.each([
    ['leader', 'raise-leader', 'LeaderAttends', 'unit-leader:urban-management'],
    ['office', 'raise-office', 'OfficeAttends', 'role:leader'],
  ])('is raised to the %s by supervision, and goes on', async (level, action, elementId, group) => {
    await run.publish('deadline-changed', 'order-1', { deadline: DEADLINE });
    await run.work('hotline.move-due-dates');
    await run.work('hotline.plan-steps', { deadline: { ...DEADLINE, nextAt: SOON } });
    await run.until(SOON);
    await run.work('hotline.check-step', { step: { id: 'step-1', action }, deadline: DEADLINE });
    const { variables } = await run.work('hotline.compute-due', { dueAt: DUE });
    expect(variables).toMatchObject({ amount: 1, unit: 'working-days', [`${level}Raise`]: { amount: 1 } });
    expect(run.task(elementId)).toMatchObject({ candidateGroups: [group], dueDate: DUE });
    await run.complete(elementId);
    await finish();
  });

  it('is ended with its open requests when the work is done', async () => {
    await ask('extension-requested');
    const requestFacts = { urgency: 'normal', beforeExpiry: true, extensions: 0, amount: 5 };
    await run.work('hotline.assess-extension', { requestFacts });
    await run.work('hotline.compute-due', { dueAt: DUE });
    expect(run.tasks().toSorted()).toEqual(['ReviewExtension', 'SignOrder']);
    await finish();
  });
});

describe('after the callback', () => {
  const complain = async (dissatisfiedClass: string): Promise<void> => {
    await receive();
    await dispatch();
    await handle();
    await callBack({
      callbackResult: 'dissatisfied',
      solved: false,
      redoAsked: true,
      dissatisfiedClass,
    });
  };

  it('an order is handled again for a good reason', async () => {
    await complain('untrue');
    await run.work('hotline.redo', { redoCount: 1 });
    await start();
    await finish();
  });

  it('an order is evaluated when there is no good reason', async () => {
    await complain('new-request');
    await run.work('hotline.answer-request');
    await close();
  });
});
