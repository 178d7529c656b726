import { z } from 'zod';

const record = z.record(z.string(), z.unknown());

/** `config/cases/<table>.yaml`: what a table answers in known cases; a draft that answers otherwise is not published. */
export const caseFileSchema = z.strictObject({
  cases: z
    .array(
      z.strictObject({
        /** In the words of the rule, e.g. `企业咨询 2 个工作日办结`. */
        name: z.string().min(1),
        /** Decision of the file; the one that is called like the table without it. */
        decision: z.string().optional(),
        /** The variables that the decision reads; those that are missing are null. */
        input: record,
        /** The answer: a value, a list, or some of the outputs by their names. */
        expected: z.unknown(),
      }),
    )
    .min(1),
});

export type CaseFile = z.output<typeof caseFileSchema>;
export type RuleCase = CaseFile['cases'][number];

/** Name of the case file of a table, below config/. */
export function caseFileOf(table: string): string {
  return `cases/${table}.yaml`;
}
