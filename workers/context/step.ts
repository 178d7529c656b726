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
  readonly change?: OrderChange | undefined;
  readonly event?: StepEvent;
}

/**
 * Changes the order of a job and puts the event `job:<key>` on its timeline, with one commit. `decide` may be asked
 * several times, and again when the job is delivered again. Returns the order as it is afterwards.
 */
export async function takeStep(
  context: WorkerContext,
  call: { readonly job: Job; readonly at: number },
  orderId: string,
  decide: (order: OrderDocument) => Step,
): Promise<OrderDocument> {
  return updateOrder(context.store, orderId, (current) => {
    const { change, event } = decide(current);
    if (event === undefined) return change;
    const entry = eventOf(`job:${call.job.key}`, current, call, systemActor(call.job.type), event);
    return { ...change, with: { ...change?.with, events: [...(change?.with?.events ?? []), entry] } };
  });
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
