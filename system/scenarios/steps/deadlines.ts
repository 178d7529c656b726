import { TIME, isoOf } from '../moments.ts';
import { orderOf } from '../scene.ts';
import type { Steps } from '../steps.ts';

/** Steps that move the deadline of an order from outside of its process, as a new version of the rules does. */
export function addDeadlinesSteps(steps: Steps): void {
  steps.add(new RegExp(`规则变更后到场期限改为 (${TIME})`), async (scene, [time = '']) => {
    const { _id, deadline, urgency } = await orderOf(scene);
    if (deadline === undefined) throw new Error('the order has no deadline');
    const onSiteDueAt = new Date(isoOf(time));
    const onSiteAmount = (onSiteDueAt.getTime() - deadline.startAt.getTime()) / 60_000;
    const limits = { ...deadline.limits, onSiteAmount, onSiteUnit: 'minutes' };
    await scene.city.store.orders.updateOne(
      { _id },
      { $set: { deadline: { ...deadline, onSiteDueAt, limits } } },
    );
    const times = { onSiteDueAt: isoOf(time), dueAt: deadline.dueAt, nextAt: deadline.nextAt };
    await scene.city.publish('deadline-changed', _id, { deadline: times, limits, urgency });
  });
}
