import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlerBench } from '../testing/handler-bench.ts';
import { terminate } from '../requests/terminate.ts';
import { copyReply, merge, replyToMerged, split } from './merge.ts';

const NOW = '2026-03-03T10:00:00+08:00';

describe('orders that repeat one matter', () => {
  let bench: HandlerBench;
  beforeAll(async () => {
    bench = await HandlerBench.open();
    await bench.order('main', { unitId: 'housing-bureau', status: 'handling', reply: { text: '已修好' } });
  }, 180_000);
  afterAll(() => bench.test.stop());

  const job = (handler: typeof merge, orderId: string) => bench.job(handler, NOW, { variables: { orderId } });

  it('follow the main order and are answered with it', async () => {
    await bench.order('a', { mergeTarget: 'JS20261124-main' });
    await bench.twice(merge, job(merge, 'a'));
    expect(await bench.read('a')).toMatchObject({ status: 'merged', mergedInto: 'main' });

    const shared = job(replyToMerged, 'main');
    await bench.twice(replyToMerged, shared);
    expect(bench.messages.get(`main-order-replied:${shared.key}:a`)).toMatchObject({ correlationKey: 'a' });

    await bench.twice(copyReply, job(copyReply, 'a'));
    expect(await bench.read('a')).toMatchObject({
      reply: { text: '已修好', copiedFrom: 'JS20261124-main' },
      unitId: 'housing-bureau',
    });
  });

  it('are split from it when the merge was a mistake', async () => {
    await bench.order('b', { mergeTarget: 'JS20261124-main' });
    await merge.handle(job(merge, 'b'), bench.context);
    await bench.twice(split, job(split, 'b'));
    expect(await bench.read('b')).toMatchObject({ status: 'dispatching' });
    expect((await bench.read('b')).mergedInto).toBeUndefined();
    expect((await bench.read('main')).followers).not.toContain('b');
  });

  it('hear the reply at once when it was given before', async () => {
    await bench.order('done', { status: 'callback', approvedAt: new Date(NOW), reply: { text: '已办结' } });
    await bench.order('c', { mergeTarget: 'JS20261124-done' });
    const late = job(merge, 'c');
    await bench.twice(merge, late);
    expect(bench.messages.has(`main-order-replied:${late.key}:done`)).toBe(true);
  });

  it('go their own way again when the main order ends without a reply, before or after they followed it', async () => {
    await bench.order('ended', { status: 'closed', termination: { at: new Date(NOW) } });
    await bench.order('e', { mergeTarget: 'JS20261124-ended' });
    const late = job(merge, 'e');
    await bench.twice(merge, late);
    expect(bench.messages.get(`merge-undone:${late.key}:e`)).toMatchObject({ correlationKey: 'e' });

    await bench.order('ending', { status: 'handling', followers: ['f', 'g'] });
    const ends = bench.job(terminate, NOW, { variables: { orderId: 'ending' } });
    await bench.twice(terminate, ends);
    for (const follower of ['f', 'g']) {
      expect(bench.messages.get(`merge-undone:${ends.key}:${follower}`)).toMatchObject({
        correlationKey: follower,
      });
    }
  });

  it('can not follow an order that does not exist', async () => {
    await bench.order('d', { mergeTarget: 'JS1' });
    await expect(merge.handle(job(merge, 'd'), bench.context)).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    });
  });
});
