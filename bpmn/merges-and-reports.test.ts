import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRun } from './testing/model-run.ts';

const NOW = '2026-03-02T16:00:00+08:00';

let run: ModelRun;
beforeAll(async () => {
  run = await ModelRun.open(['merge', 'recurring-reports']);
});
beforeEach(() => run.from(NOW));
afterEach(() => {
  expect(run.incidents()).toEqual([]);
  expect(run.active()).toEqual([]);
  expect(run.tasks()).toEqual([]);
});
afterAll(async () => {
  const { total, missing } = await run.uncovered();
  process.stdout.write(
    `merges and reports: ${total - missing.length} of ${total} elements and flows are passed\n`,
  );
  await run.close();
  expect(missing).toEqual([]);
});

describe('merge', () => {
  const CONFIRM_DUE = '2026-03-02T18:00:00+08:00';
  const REMIND_AT = '2026-03-04T16:00:00+08:00';
  const ORDER = {
    orderId: 'order-2',
    orderNo: 'JS20260302-000002',
    kind: 'help',
    urgency: 'normal',
    callerType: 'citizen',
    category: 'water-supply',
    dispatchChoice: null,
  };
  const propose = async (): Promise<void> => {
    await run.call('merge', ORDER);
    expect((await run.work('hotline.compute-due', { dueAt: CONFIRM_DUE })).variables).toMatchObject({
      amount: 2,
      unit: 'working-hours',
    });
    expect(run.task('ConfirmMerge')).toMatchObject({
      candidateGroups: ['role:dispatcher'],
      dueDate: CONFIRM_DUE,
    });
  };
  const join = async (): Promise<void> => {
    await propose();
    await run.complete('ConfirmMerge', { mergeDecision: 'confirm' });
    await run.work('hotline.merge');
    expect((await run.work('hotline.compute-due', { dueAt: REMIND_AT })).variables).toMatchObject({
      amount: 2,
      unit: 'working-days',
    });
  };

  it('answers this caller with the reply of the main order', async () => {
    await join();
    await run.publish('main-order-replied', 'order-2');
    await run.work('hotline.copy-reply');
    expect(await run.result()).toMatchObject({ mergeResult: 'replied' });
  });

  it('reminds the main order again and again that others wait', async () => {
    await join();
    await run.until('2026-03-04T15:59:00+08:00');
    await expect(run.work('hotline.remind')).rejects.toThrow('0 jobs');
    await run.until(REMIND_AT);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'merged-callers-wait',
      to: 'unit',
    });
    await run.work('hotline.compute-due', { dueAt: '2026-03-06T16:00:00+08:00' });
    await run.until('2026-03-06T16:00:00+08:00');
    await run.work('hotline.remind');
    await run.work('hotline.compute-due', { dueAt: '2026-03-10T16:00:00+08:00' });
    await run.publish('main-order-replied', 'order-2');
    await run.work('hotline.copy-reply');
    expect(await run.result()).toMatchObject({ mergeResult: 'replied' });
  });

  it('handles an order by itself when the merge is undone', async () => {
    await join();
    await run.publish('merge-undone', 'order-2');
    await run.work('hotline.split');
    expect(await run.result()).toMatchObject({ mergeResult: 'separate' });
  });

  it('handles an order by itself when a dispatcher finds another matter, though late', async () => {
    await propose();
    await run.until(CONFIRM_DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'merge-confirm-due',
      to: 'role:dispatcher',
    });
    await run.complete('ConfirmMerge', { mergeDecision: 'refuse' });
    expect(await run.result()).toMatchObject({ mergeResult: 'separate' });
  });

  it('does not ask a dispatcher who has chosen to merge', async () => {
    await run.call('merge', { ...ORDER, dispatchChoice: 'merge' });
    await run.work('hotline.merge');
    await run.work('hotline.compute-due', { dueAt: REMIND_AT });
    await run.publish('main-order-replied', 'order-2');
    await run.work('hotline.copy-reply');
    expect(await run.result()).toMatchObject({ mergeResult: 'replied' });
  });
});

describe('recurring-reports', () => {
  const FIRST = '2026-03-03T08:30:00+08:00';
  const SECOND = '2026-03-04T08:30:00+08:00';
  const THIRD = '2026-03-05T08:30:00+08:00';
  const REVIEW_DUE = '2026-03-03T12:00:00+08:00';
  const begin = async (): Promise<void> => {
    await run.publish('report-planned', 'daily', { reportId: 'daily' });
    expect(
      (await run.work('hotline.schedule-report', { report: { nextAt: FIRST } })).variables,
    ).toMatchObject({
      reportId: 'daily',
      reportRule: { period: 'daily', time: '08:30' },
    });
  };
  const stop = (): Promise<void> => run.cancel(run.instance('recurring-reports'));

  it('makes a report at its time, and plans the next one', async () => {
    await begin();
    await run.until('2026-03-03T08:29:00+08:00');
    await expect(run.work('hotline.build-report')).rejects.toThrow('0 jobs');
    await run.until(FIRST);
    await run.work('hotline.build-report', { reportFacts: { hotspots: 0, repeats: 2 } });
    await run.work('hotline.schedule-report', { report: { nextAt: SECOND } });
    await run.until(SECOND);
    await run.work('hotline.build-report', { reportFacts: { hotspots: 0, repeats: 0 } });
    await stop();
  });

  it('waits for its new time when the plan has changed', async () => {
    await begin();
    await run.publish('report-plan-changed', 'daily');
    await run.work('hotline.schedule-report', { report: { nextAt: SECOND } });
    await run.until(FIRST);
    await expect(run.work('hotline.build-report')).rejects.toThrow('0 jobs');
    await run.until(SECOND);
    await run.work('hotline.build-report', { reportFacts: { hotspots: 0, repeats: 0 } });
    await stop();
  });

  it('has hotspots reviewed beside the next report, each review with its own decision', async () => {
    await begin();
    await run.until(FIRST);
    await run.work('hotline.build-report', { reportFacts: { hotspots: 1, repeats: 3 } });
    expect((await run.work('hotline.compute-due', { dueAt: REVIEW_DUE })).variables.amount).toBe(4);
    await run.work('hotline.schedule-report', { report: { nextAt: SECOND } });
    await run.until(REVIEW_DUE);
    expect((await run.work('hotline.remind')).headers).toEqual({
      occasion: 'hotspot-review-due',
      to: 'role:supervisor',
    });
    await run.until(SECOND);
    await run.work('hotline.build-report', { reportFacts: { hotspots: 2, repeats: 0 } });
    await run.work('hotline.compute-due', { dueAt: '2026-03-04T12:00:00+08:00' });
    await run.work('hotline.schedule-report', { report: { nextAt: THIRD } });
    expect(run.tasks()).toEqual(['ReviewHotspots', 'ReviewHotspots']);
    await run.complete('ReviewHotspots', { hotspotDecision: 'propose' });
    await run.complete('ReviewHotspots', { hotspotDecision: 'watch' });
    expect((await run.work('hotline.proactive-order')).variables.facts).toEqual({ hotspots: 1, repeats: 3 });
    await stop();
  });
});
