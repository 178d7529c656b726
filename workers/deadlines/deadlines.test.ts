import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { computeDeadlines } from './compute-deadlines.ts';
import { nextPoint, pointsOf } from './points.ts';

const LIMITS = {
  signAmount: 1,
  signUnit: 'working-days',
  handleAmount: 4,
  handleUnit: 'working-days',
  onSiteAmount: 30,
  onSiteUnit: 'minutes',
  pushAmount: 3,
  pushUnit: 'minutes',
  remindBeforeHours: [48, 24],
  rule: 'other',
  basis: '市政府规定',
};
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

describe('deadlines', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('runs from dispatch, explains itself day by day and names the first point', async () => {
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
      nextAt: '2026-03-03T10:00:00+08:00',
      nextOccasion: 'sign-due',
    });
    const { deadline } = await bench.read('a');
    expect(deadline).toMatchObject({ rule: 'other', basis: '市政府规定', crossesUnpublished: false });
    expect(deadline?.explanation?.handle).toHaveLength(5);
  });

  it('counts an emergency on the clock, with its arrival and without a sign limit', async () => {
    await bench.order('b', { dispatchedAt: new Date('2026-03-07T02:00:00+08:00'), urgency: 'emergency' });
    const limits = { ...LIMITS, handleAmount: 72, handleUnit: 'hours', remindBeforeHours: [] };
    const job = bench.job(computeDeadlines, '2026-03-07T02:00:00+08:00', {
      variables: { orderId: 'b', limits },
    });

    const { variables } = await bench.twice(computeDeadlines, job);

    expect(variables?.['deadline']).toMatchObject({
      signDueAt: null,
      pushDueAt: '2026-03-07T02:03:00+08:00',
      onSiteDueAt: '2026-03-07T02:30:00+08:00',
      dueAt: '2026-03-10T02:00:00+08:00',
      nextOccasion: 'on-site-due',
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

  it('watches a changed deadline on without repeating what was reminded of', async () => {
    const start = new Date('2026-03-02T10:00:00+08:00');
    await bench.order('d', {
      dispatchedAt: start,
      signedAt: new Date('2026-03-02T11:00:00+08:00'),
      deadline: { startAt: start, dueAt: new Date('2026-03-13T10:00:00+08:00') },
      reminders: [
        { id: 'r', occasion: 'before-48h', at: new Date('2026-03-11T10:00:00+08:00'), elementId: 'x' },
      ],
    });
    const job = bench.job(computeDeadlines, '2026-03-11T12:00:00+08:00', {
      headers: { mode: 'rearm' },
      variables: { orderId: 'd', limits: LIMITS },
    });
    const { variables } = await bench.twice(computeDeadlines, job);
    expect(variables?.['deadline']).toMatchObject({
      nextOccasion: 'before-24h',
      nextAt: '2026-03-12T10:00:00+08:00',
    });
  });

  describe('points', () => {
    const deadline = {
      startAt: new Date('2026-03-05T10:00:00+08:00'),
      signDueAt: new Date('2026-03-06T10:00:00+08:00'),
      dueAt: new Date('2026-03-09T17:00:00+08:00'),
    };
    const points = () => pointsOf(deadline, LIMITS, {}, bench.context.calendar);

    it('come in order; reminders of a weekend move to Monday morning, and one of two is enough', () => {
      expect(points().map(({ at, occasion }) => `${iso(at) ?? ''} ${occasion}`)).toEqual([
        '2026-03-06T02:00:00.000Z sign-due',
        '2026-03-09T01:00:00.000Z before-24h',
        '2026-03-09T09:00:00.000Z due',
        '2026-03-10T09:00:00.000Z day-after',
      ]);
    });

    it('leave out what is done, and a reminder that comes too late', () => {
      const signed = { signedAt: deadline.startAt };
      expect(nextPoint(points(), {}, 0)?.occasion).toBe('sign-due');
      expect(nextPoint(points(), signed, 0)?.occasion).toBe('before-24h');
      expect(nextPoint(points(), signed, Date.parse('2026-03-09T10:00:00+08:00'))?.occasion).toBe('due');
    });

    it('come to an end', () => {
      const last = { at: Date.parse('2026-03-10T17:00:00+08:00'), occasion: 'day-after' };
      expect(nextPoint(points(), {}, last.at, last)).toBeUndefined();
    });
  });
});
