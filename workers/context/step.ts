import { updateOrder } from '@jiesu/store';
import type { EventActor, EventDocument, OrderChange, OrderDocument } from '@jiesu/store';
import type { OrderEventType } from '@jiesu/domain';
import type { Job } from '../runtime/index.ts';
import type { WorkerContext } from './worker-context.ts';

/** An entry of the timeline: codes and ids only, never a person's words. */
export interface StepEvent {
  readonly type: OrderEventType;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What a job does to its order. */
export interface Step {
  /** Left out when the same job has changed it before. */
  readonly change?: OrderChange;
  readonly event?: StepEvent;
}

/**
 * Changes the order of a job in one write and puts the event `job:<key>` on its timeline. `decide` may be asked
 * several times, and again when the job is delivered again. Returns the order as it is afterwards.
 */
export async function takeStep(
  context: WorkerContext,
  call: { readonly job: Job; readonly at: number },
  orderId: string,
  decide: (order: OrderDocument) => Step,
): Promise<OrderDocument> {
  let event: StepEvent | undefined;
  const order = await updateOrder(context.store, orderId, (current) => {
    const step = decide(current);
    event = step.event;
    return step.change;
  });
  if (event !== undefined) {
    await context.events.record(
      eventOf(`job:${call.job.key}`, order, call, systemActor(call.job.type), event),
    );
  }
  return order;
}

/** Who acts when no person does. */
export function systemActor(jobType: string): EventActor {
  return { kind: 'system', id: jobType, name: '系统' };
}

/** The document of an event. */
export function eventOf(
  id: string,
  order: Pick<OrderDocument, '_id' | 'orderNo'>,
  call: { readonly job: Job; readonly at: number },
  actor: EventActor,
  event: StepEvent,
): EventDocument {
  return {
    _id: id,
    orderId: order._id,
    orderNo: order.orderNo,
    at: new Date(call.at),
    type: event.type,
    elementId: call.job.elementId,
    processId: call.job.processId,
    processDefinitionKey: call.job.processDefinitionKey,
    elementInstanceKey: call.job.elementInstanceKey,
    actor,
    data: { ...event.data },
  };
}
