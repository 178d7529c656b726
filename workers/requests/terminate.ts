import { z } from 'zod';
import { endPauses, orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { releaseFollowers } from '../merge/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { requestOf } from './find-request.ts';

/** `hotline.terminate`: the work on the order ends for a reason that is on record, and the caller is told. */
export const terminate = defineJob({
  type: 'hotline.terminate',
  input: z.object({ orderId: z.string(), requestId: optional(z.string()) }),
  async handle(call, context: WorkerContext) {
    const { job, at, input } = call;
    const order = await takeStep(context, call, input.orderId, (current) => {
      const requestId = input.requestId ?? current.leaving?.requestId;
      const request = requestOf(current, requestId);
      const event = {
        type: 'terminated' as const,
        data: { cause: request?.cause ?? null, request: requestId ?? null },
      };
      if (current.termination?.['id'] === job.key) return { event };
      const moment = new Date(at);
      const { cause, reason, by, decidedBy } = request ?? {};
      const termination = { id: job.key, at: moment, requestId, cause, reason, by, decidedBy };
      return {
        event,
        change: {
          set: {
            status: 'terminated',
            termination: Object.fromEntries(
              Object.entries(termination).filter(([, value]) => value !== undefined),
            ),
            activeElements: [],
            ...endPauses(current, moment),
          },
        },
      };
    });
    await releaseFollowers(context, job.key, order);
    await context.notify([orderNotice(call, order, 'caller-terminated', { caller: true })]);
    return {};
  },
});
