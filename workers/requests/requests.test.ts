import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrderDocument, OrderRequest } from '@jiesu/store';
import { HandlerBench } from '../testing/handler-bench.ts';
import { answerRequest } from './answer-request.ts';
import { assessExtension, assessReturn, assessSuspension } from './assess.ts';
import { extend } from './extend.ts';
import { leave } from './leave.ts';
import { pause, resume } from './suspend.ts';
import { terminate } from './terminate.ts';

const START = '2026-03-02T10:00:00+08:00';
const NOW = '2026-03-03T10:00:00+08:00';
const LIMITS = { handleAmount: 4, handleUnit: 'working-days' };

describe('requests', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  const request = (change: Partial<OrderRequest>): OrderRequest => ({
    id: 'r1',
    type: 'extension',
    by: 'unit.housing-bureau',
    unitId: 'housing-bureau',
    at: new Date(NOW),
    state: 'open',
    reason: '案情复杂',
    ...change,
  });
  const order = (id: string, change: Partial<OrderDocument>) =>
    bench.order(id, {
      status: 'handling',
      urgency: 'normal',
      unitId: 'housing-bureau',
      dispatchedAt: new Date(START),
      firstDispatchedAt: new Date(START),
      dispatches: [{ id: 'd', at: new Date(START), unitId: 'housing-bureau', by: 'system' }],
      deadline: { startAt: new Date(START), dueAt: new Date('2026-03-06T10:00:00+08:00'), limits: LIMITS },
      ...change,
    });
  const variables = (orderId: string) => ({ orderId, requestId: 'r1' });

  it('tells the rules what an extension and a suspension are about', async () => {
    await order('a', { requests: [request({ amount: 5, cause: 'appraisal' })] });
    const job = { variables: variables('a') };

    const extension = await bench.twice(assessExtension, bench.job(assessExtension, NOW, job));
    const suspension = await bench.twice(assessSuspension, bench.job(assessSuspension, NOW, job));

    expect(extension.variables?.['requestFacts']).toEqual({
      urgency: 'normal',
      beforeExpiry: true,
      extensions: 0,
      amount: 5,
    });
    expect(suspension.variables?.['requestFacts']).toEqual({
      urgency: 'normal',
      beforeExpiry: true,
      suspensions: 0,
      paused: false,
      cause: 'appraisal',
    });
  });

  it('counts the working days of a return to the moment it was handed in', async () => {
    const returned = { id: 't', at: new Date('2026-03-04T10:00:00+08:00'), unitId: 'housing-bureau' };
    const earlier = { id: 's', at: new Date(NOW), unitId: 'housing-bureau' };
    await order('b', { returns: [earlier, returned] });
    const job = bench.job(assessReturn, '2026-03-09T10:00:00+08:00', { variables: { orderId: 'b' } });

    const result = await bench.twice(assessReturn, job);

    expect(result.variables?.['returnFacts']).toEqual({
      ruled: false,
      designated: false,
      workingDays: 2,
      returnsByUnit: 1,
      hops: 1,
    });
  });

  it('extends the deadline once and tells every scope', async () => {
    await order('c', { requests: [request({ amount: 5, unit: 'working-days' })] });
    const job = bench.job(extend, NOW, { variables: { ...variables('c'), grantedAmount: 2 } });

    const result = await bench.twice(extend, job);

    expect(result.variables?.['deadline']).toMatchObject({ dueAt: '2026-03-10T10:00:00+08:00' });
    expect(await bench.read('c')).toMatchObject({ extensions: [{ amount: 2, requestId: 'r1' }] });
    expect(bench.messages.get(`deadline-changed:${job.key}`)).toMatchObject({
      correlationKey: 'c',
      variables: { deadline: { dueAt: '2026-03-10T10:00:00+08:00' }, urgency: 'normal' },
    });
  });

  it('stops the clock, and lets it go on from where it stood', async () => {
    await order('d', { requests: [request({ type: 'suspension', amount: 2 })] });

    const paused = await bench.twice(pause, bench.job(pause, NOW, { variables: variables('d') }));

    expect(paused.variables).toEqual({ suspension: { until: '2026-03-05T10:00:00+08:00' } });
    expect(await bench.read('d')).toMatchObject({ status: 'suspended', deadline: { used: 1 } });

    const later = '2026-03-05T10:00:00+08:00';
    await bench.twice(resume, bench.job(resume, later, { variables: variables('d') }));

    expect(await bench.read('d')).toMatchObject({
      status: 'handling',
      pauses: [{ from: new Date(NOW), to: new Date(later) }],
      deadline: { dueAt: new Date('2026-03-10T10:00:00+08:00') },
    });
  });

  it('never pauses an emergency', async () => {
    await order('e', { urgency: 'emergency', requests: [request({ type: 'suspension', amount: 2 })] });
    await bench.twice(pause, bench.job(pause, NOW, { variables: variables('e') }));
    expect(await bench.read('e')).toMatchObject({ status: 'handling' });
    expect((await bench.read('e')).pauses).toBeUndefined();
  });

  it('ends what was asked for and not answered when the order leaves the unit', async () => {
    const open = [
      request({ id: 'x', type: 'extension' }),
      request({ id: 't', type: 'transfer', toUnitId: 'water-company' }),
    ];
    await order('l', { requests: open });
    const headers = { outcome: 'transferred' };
    await bench.twice(leave, bench.job(leave, NOW, { headers, variables: { orderId: 'l', requestId: 't' } }));
    expect((await bench.read('l')).requests).toMatchObject([
      { id: 'x', state: 'withdrawn', decidedBy: 'rules' },
      { id: 't', state: 'approved' },
    ]);
  });

  it('answers who asked, and the caller where the rules say so', async () => {
    await order('f', { requests: [request({})] });
    const headers = { type: 'extension', decision: 'approved', tellCaller: 'true' };
    const job = bench.job(answerRequest, NOW, { headers, variables: variables('f') });

    await bench.twice(answerRequest, job);

    expect(await bench.read('f')).toMatchObject({ requests: [{ state: 'approved' }] });
    expect([...bench.notices.values()].filter(({ orderId }) => orderId === 'f')).toMatchObject([
      { template: 'request-decided', to: { username: 'unit.housing-bureau' } },
      { template: 'caller-extension', to: { caller: true } },
    ]);
  });

  it('keeps the reason when the rules refuse without a person', async () => {
    await order('g', { requests: [request({})] });
    const rule = { extensionRule: { verdict: 'refuse', reason: '已逾期' } };
    await bench.twice(
      answerRequest,
      bench.job(answerRequest, NOW, {
        headers: { type: 'extension', decision: 'refused' },
        variables: { ...variables('g'), ...rule },
      }),
    );
    expect(await bench.read('g')).toMatchObject({
      requests: [{ state: 'refused', decidedBy: 'rules', note: '已逾期' }],
    });
  });

  it('leaves for another unit, never for the one that is complained about', async () => {
    await order('h', { requests: [request({ type: 'transfer', toUnitId: 'urban-management' })] });
    const job = { headers: { outcome: 'transferred' }, variables: variables('h') };
    expect((await bench.twice(leave, bench.job(leave, NOW, job))).variables).toEqual({
      outcome: 'transferred',
      unitId: 'urban-management',
      unitGroup: 'unit:urban-management',
    });

    await order('i', {
      complainedUnit: 'urban-management',
      requests: [request({ type: 'transfer', toUnitId: 'urban-management' })],
    });
    const wrong = bench.job(leave, NOW, { ...job, variables: variables('i') });
    await expect(leave.handle(wrong, bench.context)).rejects.toMatchObject({ code: 'UNKNOWN_UNIT' });
  });

  it('ends a suspension with what ends the work', async () => {
    await order('j', {
      requests: [request({ type: 'termination', cause: 'withdrawn', state: 'approved' })],
      pauses: [{ id: 'p', from: new Date(START), cause: 'suspension' }],
    });
    await bench.twice(terminate, bench.job(terminate, NOW, { variables: variables('j') }));
    expect(await bench.read('j')).toMatchObject({
      status: 'terminated',
      termination: { cause: 'withdrawn', reason: '案情复杂' },
      pauses: [{ to: new Date(NOW) }],
    });
  });
});
