import { z } from 'zod';
import { optional } from '../runtime/index.ts';

const amount = optional(z.number().nonnegative());
const unit = optional(z.enum(['working-days', 'working-hours', 'hours', 'minutes']));

/** Output of the decision `deadlines`: what the rules allow. A redo's share is in the amounts already. */
export const limitsSchema = z.object({
  signAmount: amount,
  signUnit: unit,
  handleAmount: z.number().positive(),
  handleUnit: z.enum(['working-days', 'working-hours', 'hours', 'minutes']),
  pushAmount: amount,
  pushUnit: unit,
  onSiteAmount: amount,
  onSiteUnit: unit,
  /** Hours before the end at which the unit is reminded. */
  remindBeforeHours: optional(z.array(z.number().positive())),
  callbackAmount: amount,
  callbackUnit: unit,
  redoLimit: optional(z.number().int().nonnegative()),
  rule: optional(z.string()),
  basis: optional(z.string()),
});

export type Limits = z.output<typeof limitsSchema>;
