import { z } from 'zod';
import { orderOutcome, scoreOf } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

const callbackSchema = z.object({
  result: z.enum(['satisfied', 'dissatisfied', 'not-reached']).optional(),
  solved: z.boolean().nullish(),
});

/** `hotline.evaluate`: whether the order was signed and finished in time, solved and to the caller's satisfaction. */
export const evaluate = defineJob({
  type: 'hotline.evaluate',
  input: z.object({ orderId: z.string() }),
  async handle(call, context: WorkerContext) {
    await takeStep(context, call, call.input.orderId, (order) => {
      const outcome = outcomeOf(order);
      const { score, band } = scoreOf([outcome], context.city.scores);
      const scores = { ...outcome, score, band };
      return {
        event: { type: 'evaluated', data: scores },
        ...(order.status === 'closed' || order.evaluatedAt !== undefined
          ? {}
          : { change: { set: { status: 'evaluating', scores, evaluatedAt: new Date(call.at) } } }),
      };
    });
    return {};
  },
});

function outcomeOf(order: OrderDocument) {
  const callback = callbackSchema.safeParse(order.callback ?? {}).data;
  return orderOutcome({
    signedAt: order.signedAt?.toISOString(),
    signDueAt: order.deadline?.signDueAt?.toISOString(),
    finishedAt: order.finishedAt?.toISOString(),
    dueAt: order.deadline?.dueAt?.toISOString(),
    callbackResult: callback?.result,
    solved: callback?.solved,
  });
}
