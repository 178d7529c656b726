import { z } from 'zod';
import { optional } from '../runtime/index.ts';

const amount = optional(z.number().nonnegative());
/** Unit of an amount of time in a decision table. */
export const unitSchema = z.enum(['working-days', 'working-hours', 'hours', 'minutes']);
const unit = optional(unitSchema);

/** Output of the decision `deadlines`: what the rules allow. A redo's share is in the amounts already. */
export const limitsSchema = z.object({
  signAmount: amount,
  signUnit: unit,
  handleAmount: z.number().positive(),
  handleUnit: unitSchema,
  pushAmount: amount,
  pushUnit: unit,
  onSiteAmount: amount,
  onSiteUnit: unit,
  /** How long before the lead's deadline the assisting units are due. */
  assistLeadAmount: amount,
  assistLeadUnit: unit,
  /** Most that limit and extensions may reach together. */
  ceilingAmount: amount,
  ceilingUnit: unit,
  /** A longer statutory limit won: the caller is told. */
  statutory: optional(z.boolean()),
  /** Hours before the end at which the unit is reminded. */
  remindBeforeHours: optional(z.array(z.number().positive())),
  callbackAmount: amount,
  callbackUnit: unit,
  redoLimit: optional(z.number().int().nonnegative()),
  rule: optional(z.string()),
  basis: optional(z.string()),
});

export type Limits = z.output<typeof limitsSchema>;
