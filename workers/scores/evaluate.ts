import { z } from 'zod';
import { bandOf, cardPoints, orderOutcome, scoreOf, scoreRulesSchema } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob } from '../runtime/index.ts';

const callbackSchema = z.object({
  result: z.enum(['satisfied', 'dissatisfied', 'not-reached', 'not-evaluated']).optional(),
  solved: z.boolean().nullish(),
});

/**
 * `hotline.evaluate`: whether the order was signed and finished in time, solved and to the caller's satisfaction, less what
 * its cards cost.
 */
export const evaluate = defineJob({
  type: 'hotline.evaluate',
  input: z.object({ orderId: z.string(), scoreRules: scoreRulesSchema }),
  async handle(call, context: WorkerContext) {
    const rules = call.input.scoreRules;
    await takeStep(context, call, call.input.orderId, (order) => {
      const outcome = outcomeOf(order);
      const base = scoreOf([outcome], rules).score;
      const cards = cardPoints(order.cards ?? [], rules);
      const score = base === null ? null : Math.max(Math.round((base + cards) * 10) / 10, 0);
      const scores = {
        ...outcome,
        score,
        band: score === null ? null : bandOf(score, rules),
        ...(cards === 0 ? {} : { cards }),
      };
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
