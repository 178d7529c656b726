import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { buildReport, scheduleReport } from './build-report.ts';
import { proactiveOrder } from './proactive-order.ts';
import { nextReport, reportSpan } from './report-times.ts';

const NOW = '2026-03-03T08:30:00+08:00';
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('reports', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('are due daily, on a day of the week, on a day of the month', () => {
    const now = at('2026-03-03T08:30:00');
    expect(nextReport({ period: 'daily', time: '08:30' }, now)).toBe(at('2026-03-04T08:30:00'));
    expect(nextReport({ period: 'weekly', time: '08:30', weekday: 1 }, now)).toBe(at('2026-03-09T08:30:00'));
    expect(nextReport({ period: 'monthly', time: '08:30', dayOfMonth: 1 }, now)).toBe(
      at('2026-04-01T08:30:00'),
    );
    expect(reportSpan('monthly', at('2026-04-01T08:30:00'))).toEqual({
      from: at('2026-03-01T00:00:00'),
      to: at('2026-04-01T00:00:00'),
    });
  });

  it('are scheduled by the rules', async () => {
    const job = bench.job(scheduleReport, NOW, {
      variables: { reportId: 'daily', reportRule: { period: 'daily', time: '08:30', weekday: null } },
    });
    expect(await scheduleReport.handle(job, bench.context)).toEqual({
      variables: { report: { nextAt: '2026-03-04T08:30:00+08:00' } },
    });
  });

  it('find hotspots, of which an order is made once', async () => {
    for (const id of ['a', 'b', 'c']) {
      await bench.order(id, {
        receivedAt: new Date('2026-03-02T10:00:00+08:00'),
        category: 'city-appearance',
      });
    }
    const variables = { reportId: 'daily', report: { nextAt: NOW } };
    const job = bench.job(buildReport, NOW, { variables });
    const built = await bench.twice(buildReport, job);
    expect(built.variables?.['reportFacts']).toEqual({
      reportDocumentId: 'daily:2026-03-03',
      hotspots: 1,
      repeats: 0,
    });

    const facts = built.variables?.['reportFacts'];
    const propose = bench.job(proactiveOrder, NOW, { variables: { reportId: 'daily', facts } });
    await bench.twice(proactiveOrder, propose);
    const orders = await bench.test.store.orders.find({ createdBy: proactiveOrder.type }).lean();
    expect(orders).toMatchObject([
      { area: 'donghu', status: 'received', outbox: [{ kind: 'start-process' }] },
    ]);
    expect(await bench.read('a')).toMatchObject({ proactiveOrderId: orders[0]?._id });
  });

  it('find a hotspot that began before midnight, once, and tell the leaders of its units', async () => {
    for (const [id, receivedAt] of Object.entries({
      d: '2026-03-10T18:00:00+08:00',
      e: '2026-03-10T23:59:00+08:00',
      f: '2026-03-11T18:00:00+08:00',
    })) {
      await bench.order(id, {
        receivedAt: new Date(receivedAt),
        category: 'city-appearance',
        area: 'beicheng',
        unitId: 'urban-management',
      });
    }
    const built = async (day: string) => {
      const nextAt = `${day}T08:30:00+08:00`;
      const job = bench.job(buildReport, nextAt, { variables: { reportId: 'daily', report: { nextAt } } });
      const { variables } = await bench.twice(buildReport, job);
      return (variables?.['reportFacts'] as { hotspots: number }).hotspots;
    };

    expect([await built('2026-03-11'), await built('2026-03-12'), await built('2026-03-13')]).toEqual([
      0, 1, 0,
    ]);

    const told = [...bench.notices.values()]
      .filter(({ template }) => template === 'hotspot')
      .map(({ to }) => to);
    expect(told).toContainEqual({ group: 'unit-leader:urban-management' });
  });
});
