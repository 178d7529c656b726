import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasReturned } from '@jiesu/store';
import { HandlerBench } from '../testing/handler-bench.ts';
import { dispatch } from './dispatch.ts';
import { pushEmergency } from './push-emergency.ts';
import { recordReturn } from './record-return.ts';

const AT = '2026-03-02T10:00:00+08:00';

describe('dispatch', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('sends an order to the best unit of the catalogue, with the reason', async () => {
    await bench.order('a', { category: 'publishing-licence' });
    const variables = { orderId: 'a', unitId: null, route: { path: 'automatic', reason: '把握高' } };

    const result = await bench.twice(dispatch, bench.job(dispatch, AT, { variables }));

    expect(result.variables).toEqual({
      unitId: 'publicity-department',
      unitGroup: 'unit:publicity-department',
      assistingUnitIds: [],
    });
    const order = await bench.read('a');
    expect(order).toMatchObject({
      dispatchedAt: new Date(AT),
      route: { path: 'automatic' },
      dispatch: { by: 'system' },
    });
    expect(JSON.stringify(order.dispatch)).toContain('派单目录');
  });

  it('tells who leads the unit of a watched matter', async () => {
    await bench.order('w', { category: 'city-appearance', text: '多名农民工被欠薪' });
    const variables = { orderId: 'w', unitId: null, route: { path: 'automatic' } };
    await bench.twice(dispatch, bench.job(dispatch, AT, { variables }));
    const told = [...bench.notices.values()].filter(({ template }) => template === 'watch-word');
    expect(told.map(({ to }) => to)).toEqual([{ group: 'unit-leader:urban-management' }]);
  });

  it('follows the dispatcher', async () => {
    await bench.order('b', { category: 'publishing-licence' });
    const variables = { orderId: 'b', unitId: 'housing-bureau', route: { path: 'dispatcher' } };
    const result = await bench.twice(dispatch, bench.job(dispatch, AT, { variables }));
    expect(result.variables).toMatchObject({ unitId: 'housing-bureau' });
  });

  it('is signed by each unit anew, and by the same unit once', async () => {
    const signedAt = new Date('2026-03-02T09:30:00+08:00');
    for (const [id, unitId] of [
      ['g', 'urban-management'],
      ['h', 'housing-bureau'],
    ] as const) {
      await bench.order(id, { category: 'publishing-licence', unitId: 'urban-management', signedAt });
      const variables = { orderId: id, unitId, outcome: 'transferred', route: { path: 'dispatcher' } };
      await bench.twice(dispatch, bench.job(dispatch, AT, { variables }));
    }

    expect(await bench.read('g')).toMatchObject({ signedAt });
    expect(await bench.read('h')).not.toHaveProperty('signedAt');
  });

  it('sends an emergency of unknown category to a unit with a squad', async () => {
    await bench.order('c', { urgency: 'emergency' });
    const variables = { orderId: 'c', route: { path: 'emergency' } };
    await bench.twice(dispatch, bench.job(dispatch, AT, { variables }));
    const { unitId } = await bench.read('c');
    const unit = bench.context.city.units.units.find(({ id }) => id === unitId);
    expect(unit?.emergencySquad).toBeDefined();
  });

  it('names the unit that does not exist', async () => {
    await bench.order('d', { category: 'publishing-licence' });
    const variables = { orderId: 'd', unitId: 'atlantis', route: { path: 'dispatcher' } };
    await expect(
      dispatch.handle(bench.job(dispatch, AT, { variables }), bench.context),
    ).rejects.toMatchObject({ code: 'UNKNOWN_UNIT', params: { value: 'atlantis' } });
  });

  it('takes a returned order from its unit and remembers the return', async () => {
    const returned = {
      id: 'task',
      at: new Date(AT),
      unitId: 'housing-bureau',
      suggestedUnitId: 'urban-management',
    };
    await bench.order('e', {
      category: 'house-safety',
      unitId: 'housing-bureau',
      status: 'awaiting-sign',
      returns: [returned],
    });

    const result = await bench.twice(
      recordReturn,
      bench.job(recordReturn, AT, { variables: { orderId: 'e' } }),
    );

    expect(result.variables).toEqual({ returnCount: 1, unitId: null });
    expect(await bench.read('e')).not.toHaveProperty('unitId');
    expect(await hasReturned(bench.test.store, 'house-safety', 'housing-bureau')).toBe(true);
  });

  it('pushes an emergency once', async () => {
    await bench.order('f', { urgency: 'emergency', unitId: 'housing-bureau' });
    await bench.twice(pushEmergency, bench.job(pushEmergency, AT, { variables: { orderId: 'f' } }));
    expect((await bench.read('f')).pushedAt).toEqual(new Date(AT));
    expect((await bench.events('f'))[0]?.data).toEqual({ unitId: 'housing-bureau', squad: '住建应急抢险队' });
  });
});
