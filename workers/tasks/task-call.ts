import { z } from 'zod';
import { optional } from '../runtime/index.ts';
import type { Job, TaskListener } from '../runtime/index.ts';
import { routeSchema } from '../intake/index.ts';

/** Values of forms that are in the process; used when a task was completed without our server. */
const SUBMITTED = {
  unitId: z.unknown().optional(),
  assistingUnitIds: z.unknown().optional(),
  dispatchChoice: z.unknown().optional(),
  referralId: z.unknown().optional(),
  signResult: z.unknown().optional(),
  reviewResult: z.unknown().optional(),
  reviewDecision: z.unknown().optional(),
  approveDecision: z.unknown().optional(),
  grantedAmount: z.unknown().optional(),
  mergeDecision: z.unknown().optional(),
  agreed: z.unknown().optional(),
  rectified: z.unknown().optional(),
  hotspotDecision: z.unknown().optional(),
  callbackResult: z.unknown().optional(),
  solved: z.unknown().optional(),
  redoAsked: z.unknown().optional(),
  dissatisfiedClass: z.unknown().optional(),
};

const rule = optional(z.object({ maxAmount: optional(z.number()) }));

const factsSchema = optional(z.object({ reportDocumentId: optional(z.string()) }));

/** Variables that the listener reads. */
export const taskInputSchema = z.object({
  orderId: optional(z.string()),
  orderNo: optional(z.string()),
  requestId: optional(z.string()),
  meetingId: optional(z.string()),
  reportId: optional(z.string()),
  caseId: optional(z.string()),
  dispute: optional(z.object({ disputeId: z.string() })),
  reportFacts: factsSchema,
  facts: factsSchema,
  extensionRule: rule,
  suspensionRule: rule,
  route: routeSchema,
  ...SUBMITTED,
});

export type TaskInput = z.output<typeof taskInputSchema>;

/** The change of one user task, as the steps of this family see it. */
export interface TaskCall {
  readonly job: Job;
  readonly listener: TaskListener;
  readonly input: TaskInput;
  readonly at: number;
}

/** What a form's values are when only the process knows them. */
export function submittedVariables(input: TaskInput): Readonly<Record<string, unknown>> {
  const names = Object.keys(SUBMITTED) as (keyof typeof SUBMITTED)[];
  return Object.fromEntries(
    names.flatMap((name) => (input[name] === undefined || input[name] === null ? [] : [[name, input[name]]])),
  );
}
