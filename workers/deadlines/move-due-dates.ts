import { z } from 'zod';
import { toIso, toLocal } from '@jiesu/domain';
import { readOrder } from '@jiesu/store';
import type { OrderDeadline, TaskDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/** Tasks that are due with the order's deadline, and which part of it. */
const DUE_WITH: Readonly<Record<string, 'signDueAt' | 'dueAt' | 'onSiteDueAt'>> = {
  SignOrder: 'signDueAt',
  ContactCaller: 'dueAt',
  HandleOrder: 'dueAt',
  ReviewReply: 'dueAt',
  ArriveOnSite: 'onSiteDueAt',
  JointSupport: 'onSiteDueAt',
  MakeSafe: 'dueAt',
};

/**
 * `hotline.move-due-dates`: the deadline changed, so open tasks of this process that are due with it are due at another
 * time: in the engine, whose listener would show it, and in the list of tasks at once.
 */
export const moveDueDates = defineJob({
  type: 'hotline.move-due-dates',
  input: z.object({ orderId: z.string() }),
  async handle({ job, input }, context: WorkerContext) {
    const { store } = context;
    const order = await readOrder(store, input.orderId);
    if (order?.deadline === undefined) return {};
    const open = await store.tasks
      .find({ orderId: input.orderId, state: 'open', processInstanceKey: job.processInstanceKey })
      .lean<TaskDocument[]>();
    for (const task of open) {
      const dueAt = dueOf(task, order.deadline);
      if (dueAt === undefined || dueAt.getTime() === task.dueAt?.getTime()) continue;
      if (!(await context.setDueDate(task._id, toIso(toLocal(dueAt.getTime()))))) continue;
      await store.tasks.updateOne(
        { _id: task._id, state: 'open' },
        { $set: { dueAt }, $inc: { version: 1 } },
      );
    }
    return {};
  },
});

function dueOf({ elementId }: TaskDocument, deadline: OrderDeadline): Date | undefined {
  const part = DUE_WITH[elementId];
  return part === undefined ? undefined : deadline[part];
}
