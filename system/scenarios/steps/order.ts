import { ok, strictEqual } from 'node:assert/strict';
import { MOMENT, MOMENTS, TIME, iso, isoOf, momentOf } from '../moments.ts';
import { codeOf, unitId } from '../names.ts';
import { orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps that look at an order. */
export function addOrderSteps(steps: Steps): void {
  steps.add(/工单状态为“(.+)”/, async (scene, [name = '']) => {
    strictEqual((await orderOf(scene)).status, codeOf('status', name));
  });
  steps.add(/工单由“(.+)”主办/, async (scene, [name = '']) => {
    strictEqual((await orderOf(scene)).unitId, unitId(name));
  });
  steps.add(new RegExp(`(${MOMENT})为 (${TIME})`), async (scene, [moment = '', time = '']) => {
    strictEqual(iso(await momentOf(scene, moment)), iso(Date.parse(isoOf(time))));
  });
  steps.add(/没有(签收期限|到场期限|推送期限|下一督办节点)/, async (scene, [moment = '']) => {
    strictEqual(MOMENTS[moment]?.(await orderOf(scene)), undefined);
  });
  steps.add(/有单据“(任务交办单|协调跟进单|问题督办单|任务销号单)”/, async (scene, [name = '']) => {
    const kinds = {
      任务交办单: 'assignment',
      协调跟进单: 'coordination',
      问题督办单: 'supervision',
      任务销号单: 'closing',
    };
    const { documents = [] } = await orderOf(scene);
    ok(
      documents.some(({ type }) => type === kinds[name as keyof typeof kinds]),
      `documents: ${documents.map(({ no }) => no).join(', ')}`,
    );
  });
  steps.add(/经过环节“(.+)”/, async (scene, [id = '']) => {
    const { _id } = await orderOf(scene);
    const events = await scene.city.store.events
      .find({ orderId: _id }, { elementId: 1 })
      .lean<{ elementId?: string }[]>();
    ok(
      events.some(({ elementId }) => elementId === id),
      `no event at ${id}`,
    );
  });
}
