import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { recordMeasure } from './record-measure.ts';

const AT = '2026-03-09T19:00:00+08:00';

describe('measures of accountability', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  const open = async (id: string, measures: object[] = []) => {
    await bench.order(id, { unitId: 'housing-bureau' });
    await bench.test.store.cases.insertMany([
      {
        ...{ _id: `${id}:red`, orderId: id, orderNo: id, unitId: 'housing-bureau', cause: 'red-card' },
        ...{ openedAt: new Date(AT), state: 'open', measures },
      },
    ]);
  };
  const run = (id: string, measure: string) =>
    bench.twice(
      recordMeasure,
      bench.job(recordMeasure, AT, {
        headers: { measure },
        variables: { orderId: id, caseId: `${id}:red` },
      }),
    );
  const read = (id: string) => bench.test.store.cases.findById(`${id}:red`).lean();

  it('end with accountability, which is recorded once although the task has recorded it too', async () => {
    const decided = { id: 'task', measure: 'accountability', at: new Date(AT), by: 'leader' };
    await open('a', [decided]);
    await run('a', 'accountability');
    expect(await read('a')).toMatchObject({ state: 'closed', measures: [{ id: 'task' }] });
  });

  it('go on after a notice', async () => {
    await open('b');
    await run('b', 'notice');
    expect(await read('b')).toMatchObject({ state: 'open', measures: [{ measure: 'notice' }] });
  });

  it('end when the unit has put it right', async () => {
    await open('c');
    await run('c', 'settled');
    expect(await read('c')).toMatchObject({ state: 'closed', measures: [] });
  });
});
