import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { computeDeadlines } from './compute-deadlines.ts';

const LIMITS = {
  signAmount: 1,
  signUnit: 'working-days',
  handleAmount: 4,
  handleUnit: 'working-days',
  onSiteAmount: 30,
  onSiteUnit: 'minutes',
  pushAmount: 3,
  pushUnit: 'minutes',
  rule: 'other',
  basis: '市政府规定',
};

describe('deadlines', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('runs from dispatch, explains itself day by day', async () => {
    await bench.order('a', { dispatchedAt: new Date('2026-03-02T10:00:00+08:00'), unitId: 'housing-bureau' });
    const job = bench.job(computeDeadlines, '2026-03-02T10:00:01+08:00', {
      variables: { orderId: 'a', limits: LIMITS },
    });

    const { variables } = await bench.twice(computeDeadlines, job);

    expect(variables?.['deadline']).toEqual({
      startAt: '2026-03-02T10:00:00+08:00',
      signDueAt: '2026-03-03T10:00:00+08:00',
      dueAt: '2026-03-06T10:00:00+08:00',
      onSiteDueAt: null,
      pushDueAt: null,
      callbackDueAt: null,
      nextAt: null,
      nextOccasion: null,
    });
    const { deadline } = await bench.read('a');
    expect(deadline).toMatchObject({ rule: 'other', basis: '市政府规定', crossesUnpublished: false });
    expect(deadline?.explanation?.handle).toHaveLength(5);
  });

  it('counts an emergency on the clock, with its arrival and without a sign limit', async () => {
    await bench.order('b', { dispatchedAt: new Date('2026-03-07T02:00:00+08:00'), urgency: 'emergency' });
    const limits = { ...LIMITS, handleAmount: 72, handleUnit: 'hours' };
    const job = bench.job(computeDeadlines, '2026-03-07T02:00:00+08:00', {
      variables: { orderId: 'b', limits },
    });

    const { variables } = await bench.twice(computeDeadlines, job);

    expect(variables?.['deadline']).toMatchObject({
      signDueAt: null,
      pushDueAt: '2026-03-07T02:03:00+08:00',
      onSiteDueAt: '2026-03-07T02:30:00+08:00',
      dueAt: '2026-03-10T02:00:00+08:00',
    });
  });

  it('says that it counts days whose holidays nobody has published', async () => {
    const last = bench.context.calendar.lastPublishedDay;
    await bench.order('c', { dispatchedAt: new Date(`${last}T10:00:00+08:00`) });
    const job = bench.job(computeDeadlines, `${last}T10:00:00+08:00`, {
      variables: { orderId: 'c', limits: LIMITS },
    });
    await bench.twice(computeDeadlines, job);
    expect((await bench.read('c')).deadline?.crossesUnpublished).toBe(true);
  });
});
