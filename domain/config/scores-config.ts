import { z } from 'zod';

const weight = z.number().min(0).max(100);
const score = z.number().min(0).max(100);

/** config/scores.yaml: weights of the four rates (they need not add up to 100) and least scores of the bands. */
export const scoresConfigSchema = z.strictObject({
  weights: z
    .strictObject({
      onTime: weight.default(30),
      signedInTime: weight.default(10),
      solved: weight.default(30),
      satisfied: weight.default(30),
    })
    .prefault({})
    .refine((weights) => Object.values(weights).some((value) => value > 0), {
      error: 'at least one weight must be above 0',
    }),
  bands: z
    .strictObject({ excellent: score.default(90), good: score.default(80), pass: score.default(60) })
    .prefault({})
    .refine(({ excellent, good, pass }) => excellent > good && good > pass, {
      error: 'bands must fall: excellent > good > pass',
    }),
});

/** The parsed rules of scores. */
export type ScoresConfig = z.output<typeof scoresConfigSchema>;
