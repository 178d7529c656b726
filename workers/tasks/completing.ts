import { readOrder, updateOrder } from '@jiesu/store';
import type { Companions, OrderChange, OrderDocument, TaskDocument } from '@jiesu/store';
import { eventOf } from '../context/index.ts';
import type { StepEvent, WorkerContext } from '../context/index.ts';
import type { JobResult } from '../runtime/index.ts';
import { withoutElement } from './active-elements.ts';
import { actorOf } from './actor.ts';
import { ELEMENT_EFFECTS } from './element-effects.ts';
import type { CompletedTask, Denial, ElementEffect } from './effect.ts';
import { recusedFrom } from './recusal.ts';
import { submittedVariables } from './task-call.ts';
import type { TaskCall } from './task-call.ts';

type TaskUpdate = NonNullable<Companions['taskUpdates']>[number];

interface Completion {
  readonly completed: CompletedTask;
  readonly effect: ElementEffect | undefined;
  readonly done: TaskUpdate;
}

/**
 * A person hands in a task: checks it, then writes what it means to the order and marks the task completed, with one
 * commit. A delivery after a crash does again what may be missing, and one that comes too late finds it done.
 */
export async function completing(call: TaskCall, context: WorkerContext): Promise<JobResult> {
  const { job, listener, input } = call;
  const task = await context.tasks.read(listener.userTaskKey);
  if (task?.state === 'completed') return {};

  const effect = ELEMENT_EFFECTS[job.elementId];
  const completed = completedTask(call, task);
  const denial = await denialOf(call, completed, effect, context);
  if (denial !== undefined) return deny(call, completed, denial, context);

  await effect?.also?.(completed, context.store);
  const done = completion(completed);
  if (input.orderId === undefined) await context.taskUpdates.update(done.filter, done.update);
  else await changeOrder(call, input.orderId, { completed, effect, done }, context);
  return {};
}

/** What marks the task completed. */
function completion({ key, at, submission, by }: CompletedTask): TaskUpdate {
  return {
    filter: { _id: key, state: { $ne: 'completed' } },
    update: {
      $set: {
        state: 'completed',
        completedAt: at,
        submission,
        ...(by === '' ? {} : { submittedBy: by }),
      },
      $unset: { denied: 1 },
      $inc: { version: 1 },
    },
  };
}

function completedTask({ job, listener, input, at }: TaskCall, task: TaskDocument | null): CompletedTask {
  const groups = task?.candidateGroups ?? listener.candidateGroups;
  const unit = groups.find((group) => group.startsWith('unit:'));
  return {
    key: listener.userTaskKey,
    elementId: job.elementId,
    submission: task?.submission ?? submittedVariables(input),
    by: task?.submittedBy ?? listener.assignee ?? '',
    at: new Date(at),
    unitId: unit?.slice('unit:'.length),
    input,
  };
}

async function denialOf(
  { input }: TaskCall,
  task: CompletedTask,
  effect: ElementEffect | undefined,
  context: WorkerContext,
): Promise<Denial | undefined> {
  const { store, city } = context;
  const order = input.orderId === undefined ? null : await readOrder(store, input.orderId);
  return (
    (await recusedFrom(order, task.by, context)) ??
    effect?.deny?.(task.submission, {
      knows: (unitId) => city.units.units.some(({ id }) => id === unitId),
      order: order ?? undefined,
      task,
      store,
    })
  );
}

async function changeOrder(
  call: TaskCall,
  orderId: string,
  { completed, effect, done }: Completion,
  context: WorkerContext,
): Promise<void> {
  const [remaining, actor] = await Promise.all([
    withoutElement(call, context),
    actorOf(completed.by, context),
  ]);
  await updateOrder(context.store, orderId, (current) => {
    const change: OrderChange = isDone(current, completed) ? {} : (effect?.change(completed, current) ?? {});
    const activeElements = remaining(current);
    const set = { ...change.set, ...(activeElements === current.activeElements ? {} : { activeElements }) };
    const nothing = Object.keys(set).length === 0 && change.add === undefined && change.unset === undefined;
    const event = eventOf(
      `task:${completed.key}:completed`,
      current,
      call,
      actor,
      eventFor(effect, completed),
    );
    return { ...(nothing ? {} : { ...change, set }), with: { events: [event], taskUpdates: [done] } };
  });
}

/** What a task adds to a list is added once. */
function isDone({ followUps = [], stageReports = [] }: OrderDocument, { key }: CompletedTask): boolean {
  return [...followUps, ...stageReports].some(({ id }) => id === key);
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
  const { store, taskUpdates } = context;
  await taskUpdates.update(
    { _id: key, state: { $in: ['open', 'completing'] } },
    {
      $set: { state: 'open', denied: { ...denial } },
      $unset: { submission: 1, submittedBy: 1, submittedAt: 1 },
      $inc: { version: 1 },
    },
  );
  const { orderId } = call.input;
  const order = orderId === undefined ? null : await readOrder(store, orderId);
  if (order !== null) {
    const event = { type: 'task-denied' as const, data: { task: key } };
    await context.events.record(
      eventOf(`job:${call.job.key}`, order, call, await actorOf(by, context), event),
    );
  }
  return { deniedReason: denial.zh };
}
