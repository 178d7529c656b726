import { beforeAll, describe, expect, it } from '@jest/globals';
import { WorkingCalendar, calendarConfigSchema, orderDeadline } from '@jiesu/domain';
import { parse } from 'yaml';
import { compileTables } from '../evaluation/index.ts';
import { configTexts, randomOrders } from '../testing/index.ts';
import { limitsOf, replay, whatIf } from './index.ts';
import type { ReplayOrder, RuleSide } from './index.ts';

const NOW = Date.parse('2026-04-01T00:00:00+08:00');
const texts = configTexts();

/** The notice "enterprise consultations are answered within 4 working hours". */
async function withNotice(): Promise<Map<string, string>> {
  const xml = texts.get('deadlines.dmn') ?? '';
  const row = xml.slice(xml.indexOf('<rule id="limit_enterpriseConsultation">'));
  const changed = row
    .replace('max(2, statutoryLimit.amount) * redoShare', 'max(4, statutoryLimit.amount) * redoShare')
    .replace('"working-days"', '"working-hours"');
  return new Map([...texts, ['deadlines.dmn', xml.replace(row, changed)]]);
}

function order(orderNo: string, facts: object, more: Partial<ReplayOrder> = {}): ReplayOrder {
  return {
    orderNo,
    facts: {
      kind: 'consultation',
      urgency: 'normal',
      callerType: 'enterprise',
      channel: 'enterprise-desk',
      category: null,
      area: 'donghu',
      redoCount: 0,
      statutoryMatter: null,
      ...facts,
    },
    clock: { unitId: 'housing-bureau', dispatchedAt: new Date('2026-03-02T10:00:00+08:00'), redos: [] },
    ...more,
  };
}

describe('a replay', () => {
  let before: RuleSide;
  let after: RuleSide;
  beforeAll(async () => {
    const calendar = new WorkingCalendar(calendarConfigSchema.parse(parse(texts.get('calendar.yaml') ?? '')));
    before = { tables: await compileTables(texts), calendar };
    after = { tables: await compileTables(await withNotice()), calendar };
  });

  it('says which deadlines move, whose, and who would have been late', async () => {
    const finishedAt = new Date('2026-03-03T10:00:00+08:00');
    const done: number[] = [];
    const result = await replay(
      { before, after, now: NOW, units: new Map([['housing-bureau', { zh: '住建局', en: 'Housing' }]]) },
      [
        [
          order('1', {}, { finishedAt, title: '如何申请补贴' }),
          order('2', { callerType: 'citizen' }, { finishedAt }),
        ],
        [order('3', { kind: 'complaint' })],
      ],
      (count) => void done.push(count),
    );
    expect(done).toEqual([2, 3]);
    expect(result).toMatchObject({
      orders: 3,
      moved: 1,
      earlier: 1,
      later: 0,
      unchanged: 2,
      failed: 0,
      wouldBeLate: { before: 1, after: 2 },
      byUnit: [{ unitId: 'housing-bureau', zh: '住建局', orders: 3, moved: 1, lateBefore: 1, lateAfter: 2 }],
      byRule: [{ rule: 'enterprise-consultation', row: 'limit_enterpriseConsultation', count: 1 }],
      histogram: [{ fromHours: -48, toHours: -24, count: 1 }],
      examples: [
        {
          orderNo: '1',
          title: '如何申请补贴',
          before: { dueAt: '2026-03-04T10:00:00+08:00' },
          after: { dueAt: '2026-03-02T15:30:00+08:00' },
        },
      ],
    });
  });

  it('counts what can not be decided, and goes on', async () => {
    const broken = { ...order('1', {}), clock: { dispatchedAt: new Date('1980-01-01'), redos: [] } };
    const result = await replay({ before, after, now: NOW }, [[broken, order('2', {})]]);
    expect(result).toMatchObject({ orders: 2, failed: 1, moved: 1, failures: [{ orderNo: '1' }] });
  });

  it('finds nothing when nothing changed, and decides as orders are decided in work', () => {
    const orders = [
      ...randomOrders({
        count: 300,
        seed: 7,
        from: Date.parse('2026-02-01T00:00:00+08:00'),
        until: NOW,
        categories: ['water-supply', 'drought-relief'],
        units: ['housing-bureau'],
        areas: ['donghu'],
      }),
    ];
    for (const { facts, clock } of orders) {
      const answer = limitsOf(before, facts);
      if (!answer.ok) throw new Error(answer.message);
      const sides = whatIf({ facts, clock, now: NOW }, before, before);
      expect(sides.before).toEqual(sides.after);
      expect(sides.before).toMatchObject({
        ok: true,
        row: answer.row,
        deadline: { dueAt: orderDeadline(clock, answer.limits, NOW, before.calendar).dueAt },
      });
    }
  });

  it('explains one order under both rules', () => {
    const { facts, clock } = order('1', {});
    const sides = whatIf({ facts, clock, now: NOW }, before, after);
    expect(sides).toMatchObject({
      before: { ok: true, limits: { handleAmount: 2, handleUnit: 'working-days' } },
      after: { ok: true, limits: { handleAmount: 4, handleUnit: 'working-hours' } },
    });
    if (!sides.after.ok) throw new Error(sides.after.message);
    expect(sides.after.deadline.explanation.handle.length).toBeGreaterThan(0);
  });
});
