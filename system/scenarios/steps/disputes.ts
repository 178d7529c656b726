import { strictEqual } from 'node:assert/strict';
import { orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps that look at disputes and rulings. */
export function addDisputesSteps(steps: Steps): void {
  steps.add(/争议在第 (\d) 级/, async (scene, [rung]) => {
    const dispute = await scene.city.store.disputes
      .findById((await orderOf(scene)).disputeId)
      .lean<{ rung: number } | null>();
    strictEqual(dispute?.rung, Number(rung));
  });
  steps.add(/已形成裁定先例/, async (scene) => {
    const { _id } = await orderOf(scene);
    strictEqual(await scene.city.store.precedents.countDocuments({ orderId: _id }), 1);
  });
}
