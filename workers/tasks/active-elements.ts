import type { OrderDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import type { TaskCall } from './task-call.ts';

/** Elements of which an order can have several tasks at once: one a unit. */
const FOR_EACH_UNIT = new Set(['AssistOrder', 'SubmitPosition', 'JointSupport']);

/**
 * What is left of an order's active elements when a task ends: its element stays active while another unit still has a
 * task of it. The same list when nothing changes.
 */
export async function withoutElement(
  { job, listener, input }: TaskCall,
  { store }: WorkerContext,
): Promise<(order: OrderDocument) => string[]> {
  const { elementId } = job;
  const another =
    FOR_EACH_UNIT.has(elementId) && input.orderId !== undefined
      ? await store.tasks.exists({
          orderId: input.orderId,
          elementId,
          state: { $in: ['open', 'completing'] },
          _id: { $ne: listener.userTaskKey },
        })
      : null;
  return ({ activeElements }) =>
    another !== null || !activeElements.includes(elementId)
      ? activeElements
      : activeElements.filter((id) => id !== elementId);
}
