import { DomainError, canMove, isFinal, isOrderStatus } from '@jiesu/domain';
import { readOrder, updateOrder } from '@jiesu/store';
import type { OrderChange, OrderDocument, TaskDocument, TaskSubject } from '@jiesu/store';
import { eventOf, systemActor } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import type { JobResult } from '../runtime/index.ts';
import type { TaskCall, TaskInput } from './task-call.ts';

/** A task is on its way to people's lists. */
export async function creating(call: TaskCall, context: WorkerContext): Promise<JobResult> {
  const { listener, input } = call;
  const order = await orderOf(input, context);
  const [task, there] = await Promise.all([
    taskOf(call, order, context),
    context.store.tasks
      .findById(listener.userTaskKey, { state: 1 })
      .lean<Pick<TaskDocument, 'state'> | null>(),
  ]);
  // a delivery that was held up so long that the task has gone on without it
  if (there !== null && there.state !== 'open') return {};

  if (order !== undefined) await showOnOrder(call, order, task, context);
  // last, because a person may act on it as soon as it is there
  if (there === null) await context.newTasks.insert(task);
  return {};
}

async function orderOf({ orderId }: TaskInput, { store }: WorkerContext): Promise<OrderDocument | undefined> {
  if (orderId === undefined) return undefined;
  const order = await readOrder(store, orderId);
  if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: orderId } });
  return order;
}

async function showOnOrder(
  call: TaskCall,
  order: OrderDocument,
  task: TaskDocument,
  context: WorkerContext,
): Promise<void> {
  const { job, listener } = call;
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
}

async function taskOf(
  call: TaskCall,
  order: OrderDocument | undefined,
  context: WorkerContext,
): Promise<TaskDocument> {
  const { job, listener, at, input } = call;
  const title =
    job.headers['title'] ?? (await context.elementNames.nameOf(job.processDefinitionKey, job.elementId));
  const dueAt = listener.dueDate === undefined ? Number.NaN : Date.parse(listener.dueDate);
  return {
    _id: listener.userTaskKey,
    orderId: order?._id ?? '',
    orderNo: order?.orderNo ?? '',
    subject: subjectOf(input, order),
    ...(input.requestId === undefined ? {} : { requestId: input.requestId }),
    ...(order?.recused === undefined ? {} : { recused: order.recused }),
    elementId: job.elementId,
    processId: job.processId,
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
    order: order === undefined ? { title: subjectOf(input, order).title } : factsOf(order),
    version: 0,
  };
}

function factsOf(order: OrderDocument): TaskDocument['order'] {
  return {
    title: order.title,
    callerType: order.callerType,
    area: order.area,
    ...(order.kind === undefined ? {} : { kind: order.kind }),
    ...(order.category === undefined ? {} : { category: order.category }),
    ...(order.urgency === undefined ? {} : { urgency: order.urgency }),
  };
}

function subjectOf(input: TaskInput, order: OrderDocument | undefined): TaskSubject {
  if (order !== undefined) return { kind: 'order', id: order._id, no: order.orderNo, title: order.title };
  if (input.meetingId !== undefined) {
    return {
      kind: 'meeting',
      id: input.meetingId,
      no: input.meetingId,
      title: `联席会议 ${input.meetingId}`,
    };
  }
  const id = (input.facts ?? input.reportFacts)?.reportDocumentId ?? input.reportId ?? '';
  return { kind: 'report', id, no: id, title: `定期报告 ${id}` };
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
      ...(moves ? movedTo(status, order) : {}),
      ...(isNew ? { activeElements: [...order.activeElements, job.elementId] } : {}),
      ...(route === undefined ? {} : { route }),
    },
  };
}

/** While an order is suspended it stays so; it goes on from where it is by then. */
function movedTo(status: OrderDocument['status'], order: OrderDocument): Partial<OrderDocument> {
  const lasting = order.pauses?.some(({ cause, to }) => cause === 'suspension' && to === undefined);
  if (order.status !== 'suspended' || lasting !== true) return { status };
  return {
    pauses: (order.pauses ?? []).map((pause) =>
      pause.cause === 'suspension' && pause.to === undefined ? { ...pause, statusBefore: status } : pause,
    ),
  };
}
