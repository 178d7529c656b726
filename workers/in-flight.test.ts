import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrderDocument } from '@jiesu/store';
import { TestCity } from './testing/city.ts';

const LAMP = {
  title: '路灯不亮',
  text: '小区门口的路灯坏了,晚上路灯不亮,请派人维修路灯。',
  kind: 'help' as const,
  urgency: 'normal' as const,
  category: 'city-appearance',
};
const LEAD = 'urban-management';
const MONDAY = '2026-03-09T10:00:00+08:00';
const at = (text: string): Date => new Date(`2026-${text}:00+08:00`);
const shown = (date: Date): string => new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(5, 16);

describe('an order whose deadline moves while it is in work', () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await TestCity.open(MONDAY);
  }, 180_000);
  afterAll(() => city.close(), 30_000);

  /** An order in the hands of its unit since Monday 10:00, due on Friday 10:00. */
  async function handled(): Promise<string> {
    await city.moveClock(MONDAY);
    const id = await city.receive(LAMP);
    const order = await city.order(id, ({ activeElements }) => activeElements.length > 0);
    if (order.activeElements.includes('ChooseUnit')) await city.complete(id, 'ChooseUnit', { unitId: LEAD });
    await city.complete(id, 'SignOrder', { signResult: 'sign' });
    await city.complete(id, 'ContactCaller', { contactResult: 'reached' });
    await city.task(id, 'HandleOrder');
    await city.order(id, ({ deadline }) => deadline?.nextOccasion !== undefined);
    return id;
  }

  async function extend(id: string): Promise<OrderDocument> {
    await city.ask(id, 'extension-requested', {
      type: 'extension',
      amount: 3,
      unit: 'working-days',
      reason: '需要采购灯具',
    });
    await city.complete(id, 'ReviewExtension', { reviewDecision: 'grant', grantedAmount: 3 });
    return city.order(id, ({ requests }) => requests?.at(-1)?.state === 'approved');
  }

  async function finish(id: string): Promise<void> {
    await city.complete(id, 'HandleOrder', { result: 'solved', reply: '路灯已经修好,已当面告知诉求人。' });
    await city.complete(id, 'ReviewReply', { reviewResult: 'approve' });
  }

  /** Moves the clock from point to point up to a moment; returns the reminders that were sent. */
  async function remindedUntil(id: string, end: string): Promise<string[]> {
    for (;;) {
      await city.settled();
      const { deadline } = await city.order(id);
      const next = deadline?.nextAt;
      if (next === undefined || next > at(end)) break;
      await city.moveClock(next.toISOString());
      await city.order(
        id,
        (order) =>
          order.deadline?.nextStep !== deadline?.nextStep ||
          order.deadline?.nextAt?.getTime() !== next.getTime(),
      );
    }
    await city.settled();
    await city.moveClock(at(end).toISOString());
    const taken = (order: OrderDocument) =>
      (order.steps ?? []).filter((step) => step.taken && step.action === 'remind');
    const order = await city.order(id, (current) => current.reminders.length === taken(current).length);
    return taken(order).map(({ occasion, at: moment }) => `${occasion} ${shown(moment)}`);
  }

  it('is reminded of an extended deadline only, when it is extended before the first reminder', async () => {
    const id = await handled();
    expect((await city.order(id)).deadline?.dueAt).toEqual(at('03-13T10:00'));

    const order = await extend(id);

    expect(order.deadline?.dueAt).toEqual(at('03-18T10:00'));
    expect(order.extensions).toMatchObject([{ amount: 3, unit: 'working-days' }]);
    await city.task(id, 'HandleOrder', ({ dueAt }) => dueAt?.getTime() === at('03-18T10:00').getTime());
    expect(await remindedUntil(id, '03-17T10:00')).toEqual([
      'before-48h 03-16T10:00',
      'day-5-close 03-16T10:00',
      'before-24h 03-17T10:00',
    ]);
    await finish(id);
  }, 60_000);

  it('is reminded of both deadlines, once each, when it is extended after a reminder', async () => {
    const id = await handled();
    expect(await remindedUntil(id, '03-11T10:00')).toEqual(['before-48h 03-11T10:00']);

    await extend(id);

    expect(await remindedUntil(id, '03-16T12:00')).toEqual([
      'before-48h 03-11T10:00',
      'before-48h 03-16T10:00',
      'day-5-close 03-16T10:00',
    ]);
    await finish(id);
  }, 60_000);

  it('stands still while it is suspended, and goes on with the time that was left', async () => {
    const id = await handled();
    await city.moveClock('2026-03-10T10:00:00+08:00');
    await city.ask(id, 'suspension-requested', {
      type: 'suspension',
      cause: 'appraisal',
      amount: 2,
      unit: 'working-days',
      reason: '等待鉴定',
    });
    await city.complete(id, 'ReviewSuspension', { reviewDecision: 'grant', grantedAmount: 2 });
    const paused = await city.order(id, ({ status }) => status === 'suspended');
    expect(paused.deadline).not.toHaveProperty('nextAt');
    expect(paused.deadline?.used).toBe(1);

    await city.moveClock('2026-03-12T10:00:00+08:00');
    const resumed = await city.order(id, ({ pauses }) => pauses?.at(-1)?.to !== undefined);

    expect(resumed.status).toBe('handling');
    expect(resumed.deadline?.dueAt).toEqual(at('03-17T10:00'));
    expect(JSON.stringify(resumed.deadline?.explanation)).toContain('等待鉴定');
    expect(await remindedUntil(id, '03-16T12:00')).toEqual([
      'before-48h 03-16T09:00',
      'before-24h 03-16T10:00',
    ]);
    await finish(id);
  }, 60_000);

  it('keeps its pause and its used time when the rule changes during the pause', async () => {
    const id = await handled();
    await city.moveClock('2026-03-10T10:00:00+08:00');
    await city.ask(id, 'suspension-requested', {
      type: 'suspension',
      cause: 'appraisal',
      amount: 2,
      unit: 'working-days',
      reason: '等待鉴定',
    });
    await city.complete(id, 'ReviewSuspension', { reviewDecision: 'grant', grantedAmount: 2 });
    await city.order(id, ({ requests }) => requests?.at(-1)?.state === 'approved');
    await city.moveClock('2026-03-11T10:00:00+08:00');

    await city.ask(id, 'urgency-raised', { type: 'urgency', urgency: 'urgent' }, { urgency: 'urgent' });
    const urgent = await city.order(id, ({ urgency }) => urgency === 'urgent');

    expect(urgent.requests?.at(-1)).toMatchObject({ type: 'urgency', state: 'approved' });
    expect(urgent.pauses).toMatchObject([{ cause: 'suspension', from: at('03-10T10:00') }]);
    expect(urgent.pauses?.[0]).not.toHaveProperty('to');
    expect(urgent.deadline).not.toHaveProperty('nextAt');
    expect(urgent.deadline).toMatchObject({ used: 1, startAt: at('03-09T10:00') });

    await city.publish('suspension-ended', id, {}, undefined, 60_000);
    const resumed = await city.order(id, ({ pauses }) => pauses?.at(-1)?.to !== undefined);
    expect(resumed.deadline?.used).toBe(1);
    await city.order(id, ({ status }) => status === 'handling');
    await finish(id);
  }, 60_000);

  it('goes to the squad when it becomes an emergency, with a clock of its own', async () => {
    const id = await handled();
    await city.moveClock('2026-03-10T10:00:00+08:00');

    await city.ask(id, 'urgency-raised', { type: 'urgency', urgency: 'emergency' }, { urgency: 'emergency' });
    await city.task(id, 'ArriveOnSite');

    const order = await city.order(id, ({ urgency }) => urgency === 'emergency');
    expect(order.deadline?.onSiteDueAt).toEqual(at('03-10T10:30'));
    expect(order.activeElements).toEqual(['ArriveOnSite']);
    expect(await city.store.tasks.countDocuments({ orderId: id, state: 'open' })).toBe(1);
    expect(order.requests?.at(-1)).toMatchObject({ type: 'urgency', state: 'approved' });
  }, 60_000);

  it('keeps its clock when it is transferred, and the new unit signs', async () => {
    const id = await handled();
    await city.moveClock('2026-03-10T10:00:00+08:00');

    await city.ask(id, 'transfer-requested', { type: 'transfer', toUnitId: 'housing-bureau' });
    const signing = await city.task(id, 'SignOrder');

    expect(signing.candidateGroups).toEqual(['unit:housing-bureau']);
    const order = await city.order(id, ({ status }) => status === 'awaiting-sign');
    expect(order).toMatchObject({ unitId: 'housing-bureau', hops: 1 });
    expect(order.deadline).toMatchObject({ startAt: at('03-09T10:00'), dueAt: at('03-13T10:00') });
    expect(order.deadline?.signDueAt).toEqual(at('03-11T10:00'));
    expect(await city.store.tasks.countDocuments({ orderId: id, state: 'open' })).toBe(1);
  }, 60_000);

  it('follows the order that it repeats, is split from it, and is answered with another one', async () => {
    const main = await handled();
    const { orderNo } = await city.order(main);
    const follower = await handled();
    await city.ask(follower, 'merge-requested', { type: 'merge', mainOrderNo: orderNo });
    await city.complete(follower, 'ConfirmMerge', { mergeDecision: 'confirm', mainOrderNo: orderNo });
    await city.order(follower, ({ mergedInto }) => mergedInto === main);
    expect((await city.order(main)).followers).toEqual([follower]);

    await city.publish('merge-undone', follower, {}, undefined, 60_000);
    await city.task(follower, 'ChooseUnit');
    expect((await city.order(main)).followers).toEqual([]);
    await city.complete(follower, 'ChooseUnit', { dispatchChoice: 'merge', mainOrderNo: orderNo });
    // a dispatcher who chose to merge has confirmed it
    await city.order(follower, ({ mergedInto }) => mergedInto === main);

    await finish(main);

    const answered = await city.order(follower, ({ reply }) => reply !== undefined);
    expect(answered.reply).toMatchObject({ text: '路灯已经修好,已当面告知诉求人。', copiedFrom: orderNo });
  }, 60_000);
});
