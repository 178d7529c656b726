import { z } from 'zod';
import { optional } from '../runtime/index.ts';

/** Output of the decision `routing`. */
export const routeSchema = optional(
  z.object({ path: z.string(), reason: optional(z.string()) }).transform(({ path, reason }) => ({
    path,
    ...(reason === undefined ? {} : { reason }),
  })),
);
