import { ok, strictEqual } from 'node:assert/strict';
import type { OrderDocument } from '@jiesu/store';
import { orderNoOf, orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps of orders that one reply answers. */
export function addMergesSteps(steps: Steps): void {
  steps.add(/答复与工单“(.+)”相同/, async (scene, [name = '']) => {
    const main = await scene.city.store.orders
      .findOne({ orderNo: orderNoOf(scene, name) })
      .lean<OrderDocument | null>();
    const { reply } = await orderOf(scene);
    ok(main?.reply?.['text'] !== undefined, 'the main order has no reply');
    strictEqual(reply?.['text'], main.reply['text']);
    strictEqual(reply?.['copiedFrom'], main.orderNo);
  });
}
