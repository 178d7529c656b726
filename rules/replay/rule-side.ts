import { limitsSchema } from '@jiesu/domain';
import type { Limits, WorkingCalendar } from '@jiesu/domain';
import type { DecisionAnswer, DecisionTables } from '../evaluation/index.ts';

/** The rules of one moment, as far as deadlines follow from them. */
export interface RuleSide {
  readonly tables: DecisionTables;
  readonly calendar: WorkingCalendar;
}

/** What the rules allow an order, or why they do not say. */
export type LimitsAnswer =
  | { readonly ok: true; readonly limits: Limits; /** Id of the row that decided. */ readonly row: string }
  | { readonly ok: false; readonly message: string };

/** Decision whose output is an order's limits. */
const DEADLINES = 'deadlines';

const parsed = new WeakMap<DecisionAnswer, LimitsAnswer>();

/** The limits of an order under rules; `facts` are what the decision `deadlines` reads. */
export function limitsOf(
  side: Pick<RuleSide, 'tables'>,
  facts: Readonly<Record<string, unknown>>,
): LimitsAnswer {
  const answer = side.tables.evaluateCached(DEADLINES, facts);
  const known = parsed.get(answer);
  if (known !== undefined) return known;
  const limits = readLimits(answer);
  parsed.set(answer, limits);
  return limits;
}

function readLimits(answer: DecisionAnswer): LimitsAnswer {
  if (!answer.ok) return answer;
  const { data, error } = limitsSchema.safeParse(answer.value);
  if (data !== undefined) return { ok: true, limits: data, row: answer.rows[0] ?? '' };
  if (answer.value === null) return { ok: false, message: 'no rule fits' };
  const [issue] = error.issues;
  return { ok: false, message: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}` };
}
