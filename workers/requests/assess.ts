import { z } from 'zod';
import { DomainError, pausesUntil, pingPong } from '@jiesu/domain';
import { readOrder } from '@jiesu/store';
import type { OrderDocument } from '@jiesu/store';
import { isPaused } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { orderAndRequest, requestOf } from './find-request.ts';

const requestInput = z.object({ orderId: z.string(), requestId: z.string() });

/** `hotline.assess-extension`: what the rules on extensions look at. */
export const assessExtension = defineJob({
  type: 'hotline.assess-extension',
  input: requestInput,
  async handle({ input }, { store }: WorkerContext) {
    const { order, request } = await orderAndRequest(store, input.orderId, input.requestId);
    const since = order.redos.at(-1)?.at ?? new Date(0);
    return {
      variables: {
        requestFacts: {
          urgency: order.urgency ?? 'normal',
          beforeExpiry: beforeExpiry(order, request.at),
          extensions: (order.extensions ?? []).filter(({ at }) => at >= since).length,
          amount: request.amount ?? 0,
        },
      },
    };
  },
});

/** `hotline.assess-suspension`: what the rules on suspensions look at. */
export const assessSuspension = defineJob({
  type: 'hotline.assess-suspension',
  input: requestInput,
  async handle({ input }, { store }: WorkerContext) {
    const { order, request } = await orderAndRequest(store, input.orderId, input.requestId);
    const suspensions = (order.pauses ?? []).filter(
      ({ cause, requestId }) => cause === 'suspension' && requestId !== input.requestId,
    );
    return {
      variables: {
        requestFacts: {
          urgency: order.urgency ?? 'normal',
          beforeExpiry: beforeExpiry(order, request.at),
          suspensions: suspensions.length,
          paused: isPaused(order),
          cause: request.cause ?? 'other',
        },
      },
    };
  },
});

/**
 * `hotline.assess-return`: what the rules on returns look at. Counted from the moment that the unit handed the return in,
 * so that a review that begins late does not make it late.
 */
export const assessReturn = defineJob({
  type: 'hotline.assess-return',
  input: z.object({ orderId: z.string(), requestId: optional(z.string()) }),
  async handle({ input, at }, context: WorkerContext) {
    const order = await readOrder(context.store, input.orderId);
    if (order === null) throw new DomainError('ORDER_NOT_FOUND', { params: { value: input.orderId } });
    const request = requestOf(order, input.requestId);
    const own = request === undefined ? order.returns.at(-1) : undefined;
    const askedAt = (request?.at ?? own?.at)?.getTime() ?? at;
    const unitId = request?.unitId ?? own?.unitId ?? order.unitId;
    const earlier = order.returns.filter(
      (entry) =>
        entry.id !== own?.id &&
        (request === undefined || entry.requestId !== request.id) &&
        entry.unitId === unitId,
    );
    return {
      variables: {
        returnFacts: {
          ruled: order.ruled ?? false,
          designated: order.designated ?? false,
          workingDays: daysSinceDispatch(order, askedAt, context),
          returnsByUnit: earlier.length,
          hops: pingPong({ dispatches: order.dispatches ?? [], returns: [] }).hops + 1,
        },
      },
    };
  },
});

function daysSinceDispatch(order: OrderDocument, askedAt: number, { calendar }: WorkerContext): number {
  if (order.dispatchedAt === undefined) return 0;
  return calendar.workingTimeBetween(order.dispatchedAt.getTime(), askedAt, 'working-days', {
    pauses: pausesUntil(order, askedAt),
    unpublished: 'mark',
    ...(order.unitId === undefined ? {} : { forUnit: order.unitId }),
  });
}

function beforeExpiry({ deadline }: OrderDocument, at: Date): boolean {
  return deadline?.dueAt === undefined || at <= deadline.dueAt;
}
