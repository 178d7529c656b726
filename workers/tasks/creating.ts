import { canMove, isFinal, isOrderStatus } from '@jiesu/domain';
import { isDuplicateKey, updateOrder } from '@jiesu/store';
import type { EventDocument, OrderChange, OrderDocument, TaskDocument, TaskSubject } from '@jiesu/store';
import { eventOf, systemActor } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import type { JobResult } from '../runtime/index.ts';
import type { TaskCall, TaskInput } from './task-call.ts';

/** A task is on its way to people's lists: what it means to its order becomes durable with it. */
export async function creating(call: TaskCall, context: WorkerContext): Promise<JobResult> {
  const { job, listener, input } = call;
  const title =
    job.headers['title'] ??
    (await context.elementNames.nameOf(job.processDefinitionKey, job.elementId)) ??
    job.elementId;
  const { orderId } = input;
  if (orderId === undefined) {
    await context.newTasks.insert(taskOf(call, undefined, title));
    return {};
  }
  const events = (order: OrderDocument) => [createdEvent(call, order, title)];
  try {
    await updateOrder(context.store, orderId, (order) => ({
      ...opened(call, order, context),
      with: { events: events(order), newTasks: [taskOf(call, order, title)] },
    }));
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const there = await context.store.tasks.findById(listener.userTaskKey, { state: 1 }).lean();
    // a delivery that was held up so long that the task has gone on without it
    if (there?.state !== 'open') return {};
    await updateOrder(context.store, orderId, (order) => ({
      ...opened(call, order, context),
      with: { events: events(order) },
    }));
  }
  return {};
}

function createdEvent(call: TaskCall, order: OrderDocument, title: string): EventDocument {
  const { job, listener } = call;
  return eventOf(`task:${listener.userTaskKey}:created`, order, call, systemActor(job.type), {
    type: 'task-created',
    data: {
      task: listener.userTaskKey,
      title,
      titleEn: titleEnOf(call),
      candidateGroups: [...listener.candidateGroups],
    },
  });
}

const titleEnOf = ({ job }: TaskCall): string => job.headers['titleEn'] ?? job.elementId;

function taskOf(call: TaskCall, order: OrderDocument | undefined, title: string): TaskDocument {
  const { job, listener, at, input } = call;
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
    title,
    titleEn: titleEnOf(call),
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
