import { deepStrictEqual } from 'node:assert/strict';
import type { OrderDocument } from '@jiesu/store';
import { orderNoOf, orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps of orders that one reply answers. */
export function addMergesSteps(steps: Steps): void {
  steps.add(/答复与工单“(.+)”相同/, async (scene, [name = '']) => {
    const main = await scene.city.store.orders
      .findOne({ orderNo: orderNoOf(scene, name) })
      .lean<OrderDocument | null>();
    if (main?.reply === undefined) throw new Error('the main order has no reply');
    const { reply = {} } = await orderOf(scene);
    deepStrictEqual([reply['text'], reply['copiedFrom']], [main.reply['text'], main.orderNo]);
  });
}
