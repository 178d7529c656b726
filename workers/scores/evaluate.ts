import { z } from 'zod';
import { bandOf, cardPoints, orderOutcome, scoreOf } from '@jiesu/domain';
import type { CardRules, ScoresConfig } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

const callbackSchema = z.object({
  result: z.enum(['satisfied', 'dissatisfied', 'not-reached', 'not-evaluated']).optional(),
  solved: z.boolean().nullish(),
});

/** Output of the decision `scores`. */
const rulesSchema = z.object({
  onTime: z.number(),
  signedInTime: z.number(),
  solved: z.number(),
  satisfied: z.number(),
  excellent: z.number(),
  good: z.number(),
  pass: z.number(),
  yellowFree: z.number(),
  yellowPoints: z.number(),
  redPoints: z.number(),
});

/**
 * `hotline.evaluate`: whether the order was signed and finished in time, solved and to the caller's satisfaction, less what
 * its cards cost.
 */
export const evaluate = defineJob({
  type: 'hotline.evaluate',
  input: z.object({ orderId: z.string(), scoreRules: optional(rulesSchema) }),
  async handle(call, context: WorkerContext) {
    const { rules, cardRules } = rulesOf(call.input.scoreRules, context);
    await takeStep(context, call, call.input.orderId, (order) => {
      const outcome = outcomeOf(order);
      const base = scoreOf([outcome], rules).score;
      const cards = cardPoints(order.cards ?? [], cardRules);
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

function rulesOf(
  given: z.output<typeof rulesSchema> | undefined,
  { city }: WorkerContext,
): { rules: ScoresConfig; cardRules: CardRules | undefined } {
  if (given === undefined) return { rules: city.scores, cardRules: undefined };
  const { onTime, signedInTime, solved, satisfied, excellent, good, pass, ...cardRules } = given;
  return {
    rules: { weights: { onTime, signedInTime, solved, satisfied }, bands: { excellent, good, pass } },
    cardRules,
  };
}

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
