import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrderDocument } from '@jiesu/store';
import { recordMeasure } from '../accountability/record-measure.ts';
import { startAccountability } from '../accountability/start-accountability.ts';
import { HandlerBench } from '../testing/handler-bench.ts';
import { checkStep } from './check-step.ts';
import { issueCard } from './issue-card.ts';
import { issueDocument } from './issue-document.ts';
import { planSteps } from './plan-steps.ts';

const START = new Date('2026-03-02T10:00:00+08:00');
const STEPS = [
  {
    step: 'sign',
    occasion: 'sign-due',
    anchor: 'sign-due',
    amount: 0,
    unit: 'hours',
    action: 'remind',
    unless: 'signed',
  },
  { step: 'red', occasion: 'overdue', anchor: 'due', amount: 0, unit: 'hours', action: 'red-card' },
  { step: 'up', occasion: 'overdue', anchor: 'due', amount: 1, unit: 'hours', action: 'raise-leader' },
];
const LIMITS = { handleAmount: 4, handleUnit: 'working-days', signAmount: 1, signUnit: 'working-days' };

describe('steps of supervision', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  async function planned(id: string, change: Partial<OrderDocument> = {}): Promise<unknown> {
    await bench.order(id, {
      unitId: 'housing-bureau',
      dispatchedAt: START,
      firstDispatchedAt: START,
      deadline: { startAt: START, limits: LIMITS },
      ...change,
    });
    const job = bench.job(planSteps, '2026-03-02T10:00:00+08:00', {
      variables: { orderId: id, steps: STEPS },
    });
    return (await bench.twice(planSteps, job)).variables?.['deadline'];
  }
  const check = (orderId: string, at: string) =>
    bench.twice(checkStep, bench.job(checkStep, at, { variables: { orderId } }));

  it('are taken once, one after the other', async () => {
    expect(await planned('a')).toMatchObject({
      nextAt: '2026-03-03T10:00:00+08:00',
      nextOccasion: 'sign-due',
    });

    const first = await check('a', '2026-03-03T10:00:00+08:00');
    expect(first.variables).toMatchObject({
      step: { action: 'remind', occasion: 'sign-due' },
      deadline: { nextAt: '2026-03-06T10:00:00+08:00' },
    });
    const second = await check('a', '2026-03-06T10:00:00+08:00');
    expect(second.variables).toMatchObject({ step: { action: 'red-card' } });
    const third = await check('a', '2026-03-06T11:00:00+08:00');
    expect(third.variables).toMatchObject({ step: { action: 'raise-leader' }, deadline: { nextAt: null } });
    expect(await bench.read('a')).toMatchObject({ raises: [{ to: 'unit-leader', cause: 'overdue' }] });
    expect([...bench.notices.values()].at(-1)).toMatchObject({
      template: 'raised',
      to: { group: 'unit-leader:housing-bureau' },
    });
  });

  it('are not taken before their time, when the deadline moves as the timer fires', async () => {
    await planned('early');
    const result = await check('early', '2026-03-03T09:00:00+08:00');
    expect(result.variables).toMatchObject({
      step: { action: 'none' },
      deadline: { nextAt: '2026-03-03T10:00:00+08:00' },
    });
    expect((await bench.read('early')).steps).toBeUndefined();
  });

  it('do nothing when the reason is gone by then', async () => {
    await planned('b');
    await bench.test.store.orders.updateOne(
      { _id: 'b' },
      { $set: { signedAt: START }, $inc: { version: 1 } },
    );
    const result = await check('b', '2026-03-03T10:00:00+08:00');
    expect(result.variables?.['step']).toMatchObject({ action: 'none' });
    expect((await bench.read('b')).steps).toMatchObject([{ step: 'sign', taken: false }]);
  });

  it('wait for nothing while the clock stands still', async () => {
    const paused = { pauses: [{ id: 'p', from: START, cause: 'suspension' as const }] };
    expect(await planned('c', paused)).toMatchObject({ nextAt: null });
  });

  it('give a card for a cause and open one case for it', async () => {
    await planned('d');
    const step = { id: 'red-1', occasion: 'overdue' };
    const at = '2026-03-06T10:00:00+08:00';
    const variables = { orderId: 'd', step };

    await bench.twice(issueCard, bench.job(issueCard, at, { headers: { colour: 'red' }, variables }));
    await bench.twice(startAccountability, bench.job(startAccountability, at, { variables }));
    await bench.twice(
      recordMeasure,
      bench.job(recordMeasure, at, {
        headers: { measure: 'notice' },
        variables: { orderId: 'd', caseId: 'd:red-1' },
      }),
    );

    expect(await bench.read('d')).toMatchObject({
      cards: [{ colour: 'red', cause: 'overdue', unitId: 'housing-bureau' }],
      caseIds: ['d:red-1'],
    });
    expect(bench.messages.get('accountability-started:d:red-1')?.variables).toMatchObject({
      cause: 'red-card',
      unitGroup: 'unit:housing-bureau',
    });
    expect(await bench.test.store.cases.findById('d:red-1').lean()).toMatchObject({
      state: 'open',
      measures: [{ measure: 'notice' }],
    });
  });

  it('issue one document a job', async () => {
    await planned('e');
    const job = bench.job(issueDocument, '2026-03-06T10:00:00+08:00', {
      headers: { document: 'supervision', occasion: 'overdue' },
      variables: { orderId: 'e' },
    });
    await bench.twice(issueDocument, job);
    expect((await bench.read('e')).documents).toMatchObject([{ no: 'DB-JS20261124-e-01' }]);
  });
});
