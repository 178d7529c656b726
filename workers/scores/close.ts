import { z } from 'zod';
import { settleCases } from '../accountability/index.ts';
import { endPauses, takeStep, withdrawRequests } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

/** `hotline.close`: 销号, the end of the order's life. An order that a unit has handled gets its closing document. */
export const close = defineJob({
  type: 'hotline.close',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const { job, at, input } = call;
    const order = await takeStep(context, call, input.orderId, (current) => ({
      event: { type: 'closed', data: { redoCount: current.redoCount, returns: current.returns.length } },
      ...(current.status === 'closed'
        ? {}
        : {
            change: {
              set: {
                status: 'closed',
                closedAt: new Date(at),
                activeElements: [],
                ...endPauses(current, new Date(at)),
                ...withdrawRequests(current, new Date(at)),
              },
            },
          }),
    }));
    if (order.unitId !== undefined) {
      await context.issueDocument({ orderId: order._id, kind: 'closing', jobKey: job.key, at });
    }
    await settleCases(context, call, order);
    return {};
  },
});
