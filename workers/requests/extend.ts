import { z } from 'zod';
import type { WorkerContext } from '../context/index.ts';
import { changeDeadline, deadlineVariable } from '../deadlines/index.ts';
import { defineJob, optional } from '../runtime/index.ts';
import { requestOf } from './find-request.ts';

/** `hotline.extend`: more time, as it was granted; every timer of the order hears of it. */
export const extend = defineJob({
  type: 'hotline.extend',
  input: z.object({
    orderId: z.string(),
    requestId: z.string(),
    grantedAmount: optional(z.number().positive()),
  }),
  async handle(call, context: WorkerContext) {
    const { orderId, requestId, grantedAmount } = call.input;
    const order = await changeDeadline(context, call, orderId, (current) => {
      const request = requestOf(current, requestId);
      const amount = grantedAmount ?? request?.amount ?? 0;
      const unit = request?.unit ?? 'working-days';
      const event = { type: 'extended' as const, data: { amount, unit, request: requestId } };
      // one request extends once, whichever job says so
      if (amount <= 0 || current.extensions?.some((entry) => entry.requestId === requestId)) return { event };
      const reason = request?.reason;
      return {
        event,
        change: {
          add: {
            extensions: [
              {
                id: call.job.key,
                amount,
                unit,
                at: new Date(call.at),
                requestId,
                ...(reason === undefined ? {} : { reason }),
              },
            ],
          },
        },
      };
    });
    return order.deadline === undefined ? {} : { variables: { deadline: deadlineVariable(order.deadline) } };
  },
});
