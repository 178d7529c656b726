import { readOrder, updateOrder } from '@jiesu/store';
import type { TaskDocument, TaskState } from '@jiesu/store';
import { eventOf, systemActor } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import type { JobResult } from '../runtime/index.ts';
import { actorOf } from './actor.ts';
import { withoutElement } from './active-elements.ts';
import { recusedFrom } from './recusal.ts';
import type { TaskCall } from './task-call.ts';

const UNDONE: { $nin: TaskState[] } = { $nin: ['completed', 'canceled'] };

/** Somebody claims a task or gives it back. Who has an interest in the matter may not. */
export async function assigning(call: TaskCall, context: WorkerContext): Promise<JobResult> {
  const { listener, job, input } = call;
  const assignee = listener.assignee ?? '';
  if (assignee !== '' && input.orderId !== undefined) {
    const recused = await recusedFrom(await readOrder(context.store, input.orderId), assignee, context);
    if (recused !== undefined) return { deniedReason: recused.zh };
  }
  const before = await context.store.tasks
    .findOneAndUpdate(
      { _id: listener.userTaskKey, state: UNDONE },
      {
        ...(assignee === '' ? { $unset: { assignee: 1 } } : { $set: { assignee } }),
        $inc: { version: 1 },
      },
      { returnDocument: 'before' },
    )
    .lean<TaskDocument | null>();
  if (before === null || before.orderId === '') return {};
  const order = { _id: before.orderId, orderNo: before.orderNo };
  const actor = await actorOf(assignee === '' ? (before.assignee ?? '') : assignee, context);
  await context.events.record(
    eventOf(`job:${job.key}`, order, call, actor, {
      type: assignee === '' ? 'task-unclaimed' : 'task-claimed',
      data: { task: listener.userTaskKey },
    }),
  );
  return {};
}

/** Due date, candidates or priority of a task are changed. */
export async function updating({ listener }: TaskCall, { taskUpdates }: WorkerContext): Promise<JobResult> {
  const dueAt = listener.dueDate === undefined ? Number.NaN : Date.parse(listener.dueDate);
  await taskUpdates.update(
    { _id: listener.userTaskKey, state: UNDONE },
    {
      $set: {
        candidateGroups: [...listener.candidateGroups],
        candidateUsers: [...listener.candidateUsers],
        priority: listener.priority,
        ...(Number.isNaN(dueAt) ? {} : { dueAt: new Date(dueAt) }),
      },
      ...(Number.isNaN(dueAt) ? { $unset: { dueAt: 1 } } : {}),
      $inc: { version: 1 },
    },
  );
  return {};
}

/** The process takes a task away. */
export async function canceling(call: TaskCall, context: WorkerContext): Promise<JobResult> {
  const { listener, job, input } = call;
  const gone = {
    filter: { _id: listener.userTaskKey, state: UNDONE },
    update: { $set: { state: 'canceled' as const, completedAt: new Date(call.at) }, $inc: { version: 1 } },
  };
  if (input.orderId === undefined) {
    await context.taskUpdates.update(gone.filter, gone.update);
    return {};
  }
  const remaining = await withoutElement(call, context);
  await updateOrder(context.store, input.orderId, (current) => {
    const activeElements = remaining(current);
    const event = eventOf(`task:${listener.userTaskKey}:canceled`, current, call, systemActor(job.type), {
      type: 'task-canceled',
      data: { task: listener.userTaskKey },
    });
    return {
      ...(activeElements === current.activeElements ? {} : { set: { activeElements } }),
      with: { events: [event], taskUpdates: [gone] },
    };
  });
  return {};
}
