import { z } from 'zod';
import type { OrderDeadline, OrderDocument } from '@jiesu/store';
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
      const armed = supervised({ ...planned, deadline }, deadline, call.at, calendarOf(planned, rules));
      if (isPlanned(current, planned.stepRules, armed)) return {};
      return {
        change: {
          set: { stepRules: planned.stepRules, deadline: { ...armed, computedBy: call.job.key } },
        },
      };
    });
    return order.deadline === undefined ? {} : { variables: { deadline: deadlineVariable(order.deadline) } };
  },
});

/** Whoever moved the deadline has planned the steps with it: then there is nothing to write. */
function isPlanned(
  { deadline, stepRules }: OrderDocument,
  planned: NonNullable<OrderDocument['stepRules']>,
  armed: OrderDeadline,
): boolean {
  const told = ({ dueAt, signDueAt, nextAt, nextStep, pausedSince }: OrderDeadline): string =>
    JSON.stringify([nextStep, ...[dueAt, signDueAt, nextAt, pausedSince].map((at) => at?.getTime())]);
  if (deadline === undefined || stepRules?.length !== planned.length) return false;
  return told(deadline) === told(armed) && stepRules.every((rule, i) => isSameRule(rule, planned[i] ?? {}));
}

/** What the database gives back has null where a rule leaves something open. */
function isSameRule(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (name) => (a[name] ?? null) === (b[name] ?? null),
  );
}
