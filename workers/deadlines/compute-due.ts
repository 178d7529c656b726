import { z } from 'zod';
import { timeUnitSchema, toIso, toLocal } from '@jiesu/domain';
import type { WorkerContext } from '../context/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

/** `hotline.compute-due`: a moment on the working calendar, from now or from `from`, for the city or for one unit. */
export const computeDue = defineJob({
  type: 'hotline.compute-due',
  input: z.object({
    amount: z.number().nonnegative(),
    unit: timeUnitSchema,
    from: optional(z.string()),
    forUnit: optional(z.string()),
  }),
  async handle({ input, at }, { calendar }: WorkerContext) {
    const { amount, unit, from, forUnit } = input;
    const due = calendar.dueTime(from ?? at, amount, unit, {
      unpublished: 'mark',
      ...(forUnit === undefined ? {} : { forUnit }),
    });
    return { variables: { dueAt: toIso(toLocal(due.at)) } };
  },
});
