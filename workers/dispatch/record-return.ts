import { z } from 'zod';
import { noteReturned } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/**
 * `hotline.record-return`: takes the order from the unit that returned it. The reason and its basis were recorded when
 * the unit handed in its task; here the return is counted, and remembered for automatic dispatch.
 */
export const recordReturn = defineJob({
  type: 'hotline.record-return',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const order = await takeStep(context, call, call.input.orderId, (current) => {
      const last = current.returns.at(-1);
      const data = {
        unitId: last?.unitId ?? null,
        suggestedUnitId: last?.suggestedUnitId ?? null,
        number: current.returns.length,
      };
      return {
        event: { type: 'returned', data },
        ...(current.unitId === undefined
          ? {}
          : {
              change: {
                set: { status: 'dispatching' },
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
