import { z } from 'zod';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/** `hotline.close`: 销号, the end of the order's life. */
export const close = defineJob({
  type: 'hotline.close',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    await takeStep(context, call, call.input.orderId, (order) => ({
      event: { type: 'closed', data: { redoCount: order.redoCount, returns: order.returns.length } },
      ...(order.status === 'closed'
        ? {}
        : { change: { set: { status: 'closed', closedAt: new Date(call.at), activeElements: [] } } }),
    }));
    return {};
  },
});
