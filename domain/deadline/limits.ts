import { z } from 'zod';

/** Unit of an amount of time in a decision table. */
export const timeUnitSchema = z.enum(['working-days', 'working-hours', 'hours', 'minutes']);

const amount = optional(z.number().nonnegative());
const unit = optional(timeUnitSchema);

/** Output of the decision `deadlines`: what the rules allow. A redo's share is in the amounts already. */
export const limitsSchema = z.object({
  signAmount: amount,
  signUnit: unit,
  handleAmount: z.number().positive(),
  handleUnit: timeUnitSchema,
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
  rule: optional(z.string()),
  basis: optional(z.string()),
});

export type Limits = z.output<typeof limitsSchema>;

/** FEEL gives null for what a rule leaves open. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}
