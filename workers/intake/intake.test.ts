import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noteReturned, startProcessEntry } from '@jiesu/store';
import { HandlerBench } from '../testing/handler-bench.ts';
import { answerAtOnce } from './answer-at-once.ts';
import { classify } from './classify.ts';

const AT = '2026-03-02T10:00:00+08:00';
const LICENCE = { title: '印刷经营许可证', text: '印刷厂申请的印刷经营许可证一直没有收到,出版物也不能印。' };

describe('intake', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
  }, 180_000);
  afterAll(() => bench.test.stop());

  it('claims and classifies an order, and settles its start', async () => {
    const entry = startProcessEntry(0);
    await bench.order('a', { ...LICENCE, outbox: [entry], outboxNextAt: entry.nextAt });

    const { variables } = await bench.twice(
      classify,
      bench.job(classify, AT, { variables: { orderId: 'a' } }),
    );

    expect(variables).toMatchObject({
      category: 'publishing-licence',
      answeredAtOnce: false,
      returnHistory: false,
      redoCount: 0,
      area: 'donghu',
    });
    expect(Object.keys(variables ?? {})).not.toContain('text');
    const order = await bench.read('a');
    expect(order).toMatchObject({ processInstanceKey: '7', outbox: [], category: 'publishing-licence' });
    expect(order).not.toHaveProperty('outboxNextAt');
    expect((await bench.events('a')).map(({ type }) => type)).toEqual(['classified']);
  });

  it('keeps what the agent chose', async () => {
    await bench.order('b', {
      ...LICENCE,
      category: 'business-licensing',
      kind: 'complaint',
      urgency: 'urgent',
    });
    const result = await classify.handle(
      bench.job(classify, AT, { variables: { orderId: 'b' } }),
      bench.context,
    );
    expect(result.variables).toMatchObject({
      category: 'business-licensing',
      kind: 'complaint',
      urgency: 'urgent',
      confidence: 1,
    });
  });

  it('is not sure of what no unit is known for', async () => {
    await bench.order('c', { title: '求助', text: '说不清楚的一件事情。' });
    const result = await classify.handle(
      bench.job(classify, AT, { variables: { orderId: 'c' } }),
      bench.context,
    );
    expect(result.variables).toMatchObject({ category: null, confidence: 0 });
  });

  it('remembers that the unit has returned such an order', async () => {
    await bench.order('d', LICENCE);
    await noteReturned(bench.test.store, 'publishing-licence', 'publicity-department');
    const result = await classify.handle(
      bench.job(classify, AT, { variables: { orderId: 'd' } }),
      bench.context,
    );
    expect(result.variables).toMatchObject({ returnHistory: true });
  });

  it('turns a second process of the same order away', async () => {
    await bench.order('e', { processInstanceKey: '6' });
    await expect(
      classify.handle(bench.job(classify, AT, { variables: { orderId: 'e' } }), bench.context),
    ).rejects.toMatchObject({ bpmnErrorCode: 'ORDER_ALREADY_RUNNING' });
  });

  it('records an answer at once', async () => {
    await bench.order('f', { answeredAtOnce: { reply: '工作日可办。' } });
    const variables = { orderId: 'f', route: { path: 'answer-at-once', reason: '已答复' } };
    await bench.twice(answerAtOnce, bench.job(answerAtOnce, AT, { variables }));
    expect(await bench.read('f')).toMatchObject({
      status: 'answered',
      reply: { text: '工作日可办。', by: 'agent' },
      finishedAt: new Date(AT),
      route: { path: 'answer-at-once' },
    });
  });

  it('names the variable that is missing', async () => {
    await expect(classify.handle(bench.job(classify, AT), bench.context)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'orderId',
    });
  });
});
