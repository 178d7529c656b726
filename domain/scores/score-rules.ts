import { z } from 'zod';

const points = z.number().min(0).max(100);

/** Output of the decision `scores`: weights of the four rates, least scores of the bands, and what cards cost. */
export const scoreRulesSchema = z
  .object({
    /** Weights of the rates; they need not add up to 100. */
    onTime: points,
    signedInTime: points,
    solved: points,
    satisfied: points,
    excellent: points,
    good: points,
    pass: points,
    /** Yellow cards that cost nothing. */
    yellowFree: z.number().nonnegative(),
    /** Points of each further yellow card, and of each red one; below 0. */
    yellowPoints: z.number(),
    redPoints: z.number(),
  })
  .refine(({ onTime, signedInTime, solved, satisfied }) => onTime + signedInTime + solved + satisfied > 0, {
    error: 'at least one weight must be above 0',
  })
  .refine(({ excellent, good, pass }) => excellent > good && good > pass, {
    error: 'bands must fall: excellent > good > pass',
  });

/** The rules by which orders are scored. */
export type ScoreRules = z.output<typeof scoreRulesSchema>;
