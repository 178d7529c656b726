import { updateOrder } from '@jiesu/store';
import type { OrderChange, OrderDocument, TaskDocument } from '@jiesu/store';
import { eventOf } from '../context/index.ts';
import type { StepEvent, WorkerContext } from '../context/index.ts';
import type { JobResult } from '../runtime/index.ts';
import { actorOf } from './actor.ts';
import { ELEMENT_EFFECTS } from './element-effects.ts';
import type { CompletedTask, Denial, ElementEffect, Submission } from './element-effects.ts';
import type { TaskCall } from './task.ts';

/**
 * A person hands in a task: checks it, writes what it means to the order, then marks the task completed. In this order,
 * so that a delivery after a crash does again what may be missing, and one that comes too late finds it done.
 */
export async function completing(call: TaskCall, context: WorkerContext): Promise<JobResult> {
  const { job, listener, input } = call;
  const task = await context.store.tasks.findById(listener.userTaskKey).lean<TaskDocument | null>();
  if (task?.state === 'completed') return {};

  const effect = ELEMENT_EFFECTS[job.elementId];
  const completed: CompletedTask = {
    key: listener.userTaskKey,
    submission: task?.submission ?? submittedVariables(call),
    by: task?.submittedBy ?? listener.assignee ?? '',
    at: new Date(call.at),
  };
  const knows = (unitId: string): boolean => context.city.units.units.some(({ id }) => id === unitId);
  const denial = effect?.deny?.(completed.submission, knows);
  if (denial !== undefined) return deny(call, completed, denial, context);

  const order = await updateOrder(context.store, input.orderId, (current) =>
    closed(job.elementId, effect?.change(completed, current) ?? {}, current),
  );
  await Promise.all([
    context.events.record(
      eventOf(
        `task:${completed.key}:completed`,
        order,
        call,
        await actorOf(completed.by, context),
        eventFor(effect, completed),
      ),
    ),
    context.store.tasks.updateOne(
      { _id: completed.key, state: { $ne: 'completed' } },
      {
        $set: {
          state: 'completed',
          completedAt: completed.at,
          submission: completed.submission,
          ...(completed.by === '' ? {} : { submittedBy: completed.by }),
        },
        $unset: { denied: 1 },
        $inc: { version: 1 },
      },
    ),
  ]);
  return {};
}

function closed(elementId: string, change: OrderChange, order: OrderDocument): OrderChange {
  const activeElements = order.activeElements.filter((id) => id !== elementId);
  return { ...change, set: { ...change.set, activeElements } };
}

function eventFor(effect: ElementEffect | undefined, { key, submission }: CompletedTask): StepEvent {
  const all: Record<string, unknown> = { ...effect?.data?.(submission), task: key };
  const data = Object.entries(all).filter(([, value]) => value !== undefined && value !== null);
  return { type: effect?.event(submission) ?? 'task-completed', data: Object.fromEntries(data) };
}

async function deny(
  call: TaskCall,
  { key, by }: CompletedTask,
  denial: Denial,
  context: WorkerContext,
): Promise<JobResult> {
  const { store } = context;
  await store.tasks.updateOne(
    { _id: key, state: { $in: ['open', 'completing'] } },
    {
      $set: { state: 'open', denied: { ...denial } },
      $unset: { submission: 1, submittedBy: 1, submittedAt: 1 },
      $inc: { version: 1 },
    },
  );
  const order = await store.orders
    .findById(call.input.orderId, { orderNo: 1 })
    .lean<Pick<OrderDocument, '_id' | 'orderNo'> | null>();
  if (order !== null) {
    const event = { type: 'task-denied' as const, data: { task: key } };
    await context.events.record(
      eventOf(`job:${call.job.key}`, order, call, await actorOf(by, context), event),
    );
  }
  return { deniedReason: denial.zh };
}

function submittedVariables({ input }: TaskCall): Submission {
  const { unitId, signResult, reviewResult, callbackResult, solved, redoAsked } = input;
  const values = { unitId, signResult, reviewResult, callbackResult, solved, redoAsked };
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}
