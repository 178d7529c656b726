import { z } from 'zod';
import { settleCases } from '../accountability/index.ts';
import { endPauses, takeStep, withdrawRequests } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { documentChange } from '../documents/index.ts';
import { defineJob } from '../runtime/index.ts';

/** `hotline.close`: 销号, the end of the order's life. An order that a unit has handled gets its closing document. */
export const close = defineJob({
  type: 'hotline.close',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    const { job, at, input } = call;
    const closedAt = new Date(at);
    const order = await takeStep(context, call, input.orderId, (current) => {
      const set = {
        status: 'closed' as const,
        closedAt,
        activeElements: [],
        ...endPauses(current, closedAt),
        ...withdrawRequests(current, closedAt),
      };
      const issue = { orderId: current._id, kind: 'closing' as const, jobKey: job.key, at };
      const document =
        current.unitId === undefined
          ? undefined
          : documentChange({ ...current, ...set }, issue, context.city);
      return {
        event: { type: 'closed', data: { redoCount: current.redoCount, returns: current.returns.length } },
        change: current.status === 'closed' ? document : { ...document, set },
      };
    });
    await settleCases(context, call, order);
    return {};
  },
});
