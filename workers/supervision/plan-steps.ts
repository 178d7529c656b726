import { z } from 'zod';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { calendarOf, deadlineVariable, recomputed, stepSchema, supervised } from '../deadlines/index.ts';
import { defineJob } from '../runtime/index.ts';

/**
 * `hotline.plan-steps`: turns the steps that the rules name into moments, from the order's deadline with its pauses and
 * extensions, and names the next one. What was done is not done again. While the clock stands still there is none.
 */
export const planSteps = defineJob({
  type: 'hotline.plan-steps',
  input: z.object({ orderId: z.string(), steps: z.array(stepSchema) }),
  async handle(call, context: WorkerContext) {
    const { orderId, steps } = call.input;
    const order = await takeStep(context, call, orderId, (current) => {
      if (current.deadline?.computedBy === call.job.key) return {};
      const planned = { ...current, stepRules: steps.map((step) => ({ ...step })) };
      const { rules } = context;
      const deadline = recomputed(planned, call.at, rules);
      if (deadline === undefined) return {};
      return {
        change: {
          set: {
            stepRules: planned.stepRules,
            deadline: {
              ...supervised({ ...planned, deadline }, deadline, call.at, calendarOf(planned, rules)),
              computedBy: call.job.key,
            },
          },
        },
      };
    });
    return order.deadline === undefined ? {} : { variables: { deadline: deadlineVariable(order.deadline) } };
  },
});
