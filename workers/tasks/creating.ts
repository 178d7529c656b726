import { DomainError, canMove, isFinal, isOrderStatus } from '@jiesu/domain';
import { isDuplicateKey, updateOrder } from '@jiesu/store';
import type { OrderChange, OrderDocument, TaskDocument } from '@jiesu/store';
import { eventOf, systemActor } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import type { JobResult } from '../runtime/index.ts';
import type { TaskCall } from './task.ts';

/** A task is on its way to people's lists. */
export async function creating(call: TaskCall, context: WorkerContext): Promise<JobResult> {
  const { job, listener, input } = call;
  const order = await context.store.orders.findById(input.orderId).lean<OrderDocument | null>();
  if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: input.orderId } });
  const [task, there] = await Promise.all([
    taskOf(call, order, context),
    context.store.tasks
      .findById(listener.userTaskKey, { state: 1 })
      .lean<Pick<TaskDocument, 'state'> | null>(),
  ]);
  // a delivery that was held up so long that the task has gone on without it
  if (there !== null && there.state !== 'open') return {};

  await Promise.all([
    updateOrder(context.store, order._id, (current) => opened(call, current, context)),
    context.events.record(
      eventOf(`task:${listener.userTaskKey}:created`, order, call, systemActor(job.type), {
        type: 'task-created',
        data: {
          task: listener.userTaskKey,
          title: task.title,
          titleEn: task.titleEn,
          candidateGroups: [...listener.candidateGroups],
        },
      }),
    ),
  ]);
  // last, because a person may act on it as soon as it is there
  if (there === null) await insertOnce(task, context);
  return {};
}

async function taskOf(call: TaskCall, order: OrderDocument, context: WorkerContext): Promise<TaskDocument> {
  const { job, listener, at } = call;
  const title =
    job.headers['title'] ?? (await context.elementNames.nameOf(job.processDefinitionKey, job.elementId));
  const dueAt = listener.dueDate === undefined ? Number.NaN : Date.parse(listener.dueDate);
  return {
    _id: listener.userTaskKey,
    orderId: order._id,
    orderNo: order.orderNo,
    elementId: job.elementId,
    title: title ?? job.elementId,
    titleEn: job.headers['titleEn'] ?? job.elementId,
    ...(job.headers['form'] === undefined ? {} : { formId: job.headers['form'] }),
    candidateGroups: [...listener.candidateGroups],
    candidateUsers: [...listener.candidateUsers],
    ...(listener.assignee ? { assignee: listener.assignee } : {}),
    ...(Number.isNaN(dueAt) ? {} : { dueAt: new Date(dueAt) }),
    priority: listener.priority,
    state: 'open',
    createdAt: new Date(at),
    processInstanceKey: job.processInstanceKey,
    processDefinitionKey: job.processDefinitionKey,
    elementInstanceKey: job.elementInstanceKey,
    order: {
      title: order.title,
      callerType: order.callerType,
      area: order.area,
      ...(order.kind === undefined ? {} : { kind: order.kind }),
      ...(order.category === undefined ? {} : { category: order.category }),
      ...(order.urgency === undefined ? {} : { urgency: order.urgency }),
    },
    version: 0,
  };
}

async function insertOnce(task: TaskDocument, { store }: WorkerContext): Promise<void> {
  try {
    await store.tasks.insertMany([task], { lean: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

function opened(call: TaskCall, order: OrderDocument, { logger }: WorkerContext): OrderChange | undefined {
  const { job, input } = call;
  const status = job.headers['orderStatus'];
  const moves = isOrderStatus(status) && status !== order.status && !isFinal(order.status);
  if (moves && !canMove(order.status, status)) {
    // The diagram decides where an order goes; that it is unusual is worth a line.
    logger.warn({ from: order.status, to: status, element: job.elementId }, 'unusual change of status');
  }
  const isNew = !order.activeElements.includes(job.elementId);
  const route = input.route?.path === order.route?.path ? undefined : input.route;
  if (!moves && !isNew && route === undefined) return undefined;
  return {
    set: {
      ...(moves ? { status } : {}),
      ...(isNew ? { activeElements: [...order.activeElements, job.elementId] } : {}),
      ...(route === undefined ? {} : { route }),
    },
  };
}
