import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRun } from './testing/model-run.ts';

const NOW = '2026-03-02T16:00:00+08:00';
const REVIEW_DUE = '2026-03-03T11:00:00+08:00';
const BEFORE_REVIEW_DUE = '2026-03-03T10:59:00+08:00';
const APPROVAL_DUE = '2026-03-04T11:00:00+08:00';

/** What an order has when its unit asks for something. */
const ORDER = {
  orderId: 'order-1',
  orderNo: 'JS20260302-000001',
  requestId: 'request-1',
  unitId: 'urban-management',
  unitGroup: 'unit:urban-management',
  kind: 'complaint',
  urgency: 'normal',
  callerType: 'citizen',
  channel: 'phone',
  category: 'city-appearance',
  area: 'donghu',
  limits: { handleAmount: 4, handleUnit: 'working-days', ceilingAmount: 15, ceilingUnit: 'working-days' },
};

let run: ModelRun;
beforeAll(async () => {
  run = await ModelRun.open(['return-review', 'extension', 'suspension', 'termination']);
});
beforeEach(() => run.from(NOW));
afterEach(() => {
  expect(run.incidents()).toEqual([]);
  expect(run.active()).toEqual([]);
  expect(run.tasks()).toEqual([]);
});
afterAll(async () => {
  const { total, missing } = await run.uncovered();
  process.stdout.write(`requests: ${total - missing.length} of ${total} elements and flows are passed\n`);
  await run.close();
  expect(missing).toEqual([]);
});

describe('return-review', () => {
  const facts = { ruled: false, designated: false, workingDays: 1, returnsByUnit: 0, hops: 1 };
  const ask = async (more: object = {}): Promise<void> => {
    await run.call('return-review', ORDER);
    await run.work('hotline.assess-return', { returnFacts: { ...facts, ...more } });
  };

  it.each([
    ['accept', 'approved', 'accepted'],
    ['refuse', 'refused', 'refused'],
    ['dispute', 'disputed', 'disputed'],
  ])('has a dispatcher %s a first return', async (reviewDecision, decision, returnResult) => {
    await ask();
    expect((await run.work('hotline.compute-due', { dueAt: REVIEW_DUE })).variables).toMatchObject({
      amount: 4,
      unit: 'working-hours',
    });
    expect(run.task('ReviewReturn')).toMatchObject({
      candidateGroups: ['role:dispatcher'],
      dueDate: REVIEW_DUE,
    });
    await run.complete('ReviewReturn', { reviewDecision });
    const { headers, variables } = await run.work('hotline.answer-request');
    expect(headers).toEqual({ type: 'return', decision });
    expect(variables.requestId).toBe('request-1');
    expect(await run.result()).toMatchObject({ returnResult });
  });

  it('reminds the dispatchers when the review is late, once, and leaves it open', async () => {
    await ask();
    await run.work('hotline.compute-due', { dueAt: REVIEW_DUE });
    await run.until(BEFORE_REVIEW_DUE);
    await expect(run.work('hotline.remind')).rejects.toThrow('0 jobs');
    await run.until(REVIEW_DUE);
    const { headers } = await run.work('hotline.remind');
    expect(headers).toEqual({ occasion: 'return-review-due', to: 'role:dispatcher' });
    expect(run.tasks()).toEqual(['ReviewReturn']);
    await run.complete('ReviewReturn', { reviewDecision: 'accept' });
    await run.work('hotline.answer-request');
    expect(await run.result()).toMatchObject({ returnResult: 'accepted' });
  });

  it.each([
    ['refuses a late return', { workingDays: 2.5 }, 'refused', 'refused'],
    ['refuses a return after a ruling', { ruled: true }, 'refused', 'refused'],
    ['passes a second return to the joint meeting', { returnsByUnit: 1 }, 'disputed', 'disputed'],
  ])('%s without asking anybody', async (_what, more, decision, returnResult) => {
    await ask(more);
    expect((await run.work('hotline.answer-request')).headers.decision).toBe(decision);
    expect(await run.result()).toMatchObject({ returnResult });
  });
});

describe('extension', () => {
  const ask = async (more: object = {}): Promise<void> => {
    await run.call('extension', ORDER);
    const facts = { urgency: 'normal', beforeExpiry: true, extensions: 0, amount: 5, ...more };
    await run.work('hotline.assess-extension', { requestFacts: facts });
  };

  it('extends what a supervisor grants, and tells the caller', async () => {
    await ask();
    await run.work('hotline.compute-due', { dueAt: REVIEW_DUE });
    expect(run.task('ReviewExtension')).toMatchObject({
      candidateGroups: ['role:supervisor'],
      dueDate: REVIEW_DUE,
    });
    await run.complete('ReviewExtension', { reviewDecision: 'grant', grantedAmount: 3 });
    expect((await run.work('hotline.extend')).variables).toMatchObject({
      requestId: 'request-1',
      grantedAmount: 3,
      extensionRule: { maxAmount: 10, maxUnit: 'working-days' },
    });
    expect((await run.work('hotline.answer-request')).headers).toEqual({
      type: 'extension',
      decision: 'approved',
      tellCaller: 'true',
    });
    await run.result();
  });

  it('tells the unit what a supervisor refuses, though late', async () => {
    await ask();
    await run.work('hotline.compute-due', { dueAt: REVIEW_DUE });
    await run.until(REVIEW_DUE);
    expect((await run.work('hotline.remind')).headers.occasion).toBe('extension-review-due');
    await run.complete('ReviewExtension', { reviewDecision: 'refuse' });
    expect((await run.work('hotline.answer-request')).headers).toEqual({
      type: 'extension',
      decision: 'refused',
    });
    await run.result();
  });

  it.each([{ urgency: 'emergency' }, { beforeExpiry: false }, { extensions: 1 }])(
    'refuses by rule what is asked with %j',
    async (more) => {
      await ask(more);
      expect((await run.work('hotline.answer-request')).headers.decision).toBe('refused');
      await run.result();
    },
  );
});

describe('suspension', () => {
  const UNTIL = '2026-03-09T16:00:00+08:00';
  const ask = async (more: object = {}): Promise<void> => {
    await run.call('suspension', ORDER);
    const facts = { urgency: 'normal', beforeExpiry: true, suspensions: 0, cause: 'appraisal', ...more };
    await run.work('hotline.assess-suspension', { requestFacts: facts });
  };
  const pause = async (): Promise<void> => {
    await ask();
    await run.work('hotline.compute-due', { dueAt: REVIEW_DUE });
    await run.complete('ReviewSuspension', { reviewDecision: 'grant', grantedAmount: 5 });
    expect((await run.work('hotline.pause', { suspension: { until: UNTIL } })).variables).toMatchObject({
      grantedAmount: 5,
      suspensionRule: { maxAmount: 30 },
    });
    expect((await run.work('hotline.answer-request')).headers).toMatchObject({ decision: 'approved' });
  };

  it('lets the clock go on when the pause is over, not a minute earlier', async () => {
    await pause();
    await run.until('2026-03-09T15:59:00+08:00');
    await expect(run.work('hotline.resume')).rejects.toThrow('0 jobs');
    await run.until(UNTIL);
    await run.work('hotline.resume');
    await run.result();
  });

  it('lets the clock go on when somebody ends the pause, and not again at its end', async () => {
    await pause();
    await run.publish('suspension-ended', 'order-1');
    await run.work('hotline.resume');
    await run.result();
    await run.until(UNTIL);
    await expect(run.work('hotline.resume')).rejects.toThrow('0 jobs');
  });

  it('keeps the clock running when a supervisor refuses, though late', async () => {
    await ask();
    await run.work('hotline.compute-due', { dueAt: REVIEW_DUE });
    await run.until(REVIEW_DUE);
    expect((await run.work('hotline.remind')).headers.occasion).toBe('suspension-review-due');
    await run.complete('ReviewSuspension', { reviewDecision: 'refuse' });
    expect((await run.work('hotline.answer-request')).headers).toEqual({
      type: 'suspension',
      decision: 'refused',
    });
    await run.result();
  });

  it('never pauses an emergency', async () => {
    await ask({ urgency: 'emergency' });
    expect((await run.work('hotline.answer-request')).headers.decision).toBe('refused');
    await run.result();
  });
});

describe('termination', () => {
  const ask = async (): Promise<void> => {
    await run.call('termination', ORDER);
    expect((await run.work('hotline.compute-due', { dueAt: REVIEW_DUE })).variables.amount).toBe(4);
    expect(run.task('ReviewTermination')).toMatchObject({
      candidateGroups: ['role:supervisor'],
      dueDate: REVIEW_DUE,
    });
  };
  const agree = async (): Promise<void> => {
    await ask();
    await run.complete('ReviewTermination', { reviewDecision: 'approve' });
    expect((await run.work('hotline.compute-due', { dueAt: APPROVAL_DUE })).variables).toMatchObject({
      amount: 1,
      unit: 'working-days',
    });
    expect(run.task('ApproveTermination')).toMatchObject({
      candidateGroups: ['role:leader'],
      dueDate: APPROVAL_DUE,
    });
  };

  it.each([
    ['approve', 'approved'],
    ['refuse', 'refused'],
  ])('has a leader %s what a supervisor agrees to', async (approveDecision, decision) => {
    await agree();
    await run.complete('ApproveTermination', { approveDecision });
    expect((await run.work('hotline.answer-request')).headers).toEqual({ type: 'termination', decision });
    expect(await run.result()).toMatchObject({ terminationResult: decision });
  });

  it('asks no leader when the supervisor refuses', async () => {
    await ask();
    await run.complete('ReviewTermination', { reviewDecision: 'refuse' });
    expect((await run.work('hotline.answer-request')).headers.decision).toBe('refused');
    expect(await run.result()).toMatchObject({ terminationResult: 'refused' });
  });

  it('reminds supervisors and leaders when they are late', async () => {
    await ask();
    await run.until(REVIEW_DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'termination-review-due',
      to: 'role:supervisor',
    });
    await run.complete('ReviewTermination', { reviewDecision: 'approve' });
    await run.work('hotline.compute-due', { dueAt: APPROVAL_DUE });
    await run.until(APPROVAL_DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'termination-approval-due',
      to: 'role:leader',
    });
    await run.complete('ApproveTermination', { approveDecision: 'approve' });
    await run.work('hotline.answer-request');
    expect(await run.result()).toMatchObject({ terminationResult: 'approved' });
  });
});
