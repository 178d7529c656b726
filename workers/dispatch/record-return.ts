import { z } from 'zod';
import { noteReturned } from '@jiesu/store';
import type { OrderDocument, OrderReturn } from '@jiesu/store';
import { endPauses, takeStep, withdrawRequests } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/**
 * `hotline.record-return`: takes the order from the unit that returned it. The reason and its basis were recorded when
 * the unit handed in its task or its request; here the return is counted, and remembered for automatic dispatch.
 */
export const recordReturn = defineJob({
  type: 'hotline.record-return',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      const returns = withRequested(current);
      const last = returns.at(-1);
      const data = {
        unitId: last?.unitId ?? null,
        suggestedUnitId: last?.suggestedUnitId ?? null,
        number: returns.length,
      };
      return {
        event: { type: 'returned', data },
        ...(current.unitId === undefined
          ? {}
          : {
              change: {
                set: {
                  status: 'dispatching',
                  returns,
                  ...endPauses(current, new Date(call.at)),
                  ...withdrawRequests(current, new Date(call.at)),
                },
                unset: ['unitId', 'dispatchedAt', 'deadline', 'signedAt'],
              },
            }),
      };
    });
    const unitId = order.returns.at(-1)?.unitId;
    if (order.category !== undefined && unitId !== undefined) {
      await noteReturned(context.store, order.category, unitId);
    }
    return { variables: { returnCount: order.returns.length, unitId: null } };
  },
});

/** A return that was asked for after the signing is counted like one at the signing. */
function withRequested(order: OrderDocument): OrderReturn[] {
  const request = order.requests?.findLast(({ type, state }) => type === 'return' && state === 'approved');
  if (request === undefined || order.returns.some(({ requestId }) => requestId === request.id)) {
    return order.returns;
  }
  const { id, at, by, unitId, reason, legalBasis, suggestedUnitId } = request;
  const told = { unitId: unitId ?? order.unitId, reason, legalBasis, suggestedUnitId };
  return [
    ...order.returns,
    {
      id,
      at,
      by,
      requestId: id,
      verdict: 'approved',
      ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    },
  ];
}
