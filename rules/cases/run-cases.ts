import { isDeepStrictEqual } from 'node:util';
import type { DecisionTables } from '../evaluation/index.ts';
import type { RuleCase } from './case-file.ts';

export interface CaseResult {
  readonly name: string;
  readonly decision: string;
  readonly ok: boolean;
  readonly expected: unknown;
  /** What the decision answered, of what was expected only. */
  readonly got: unknown;
  /** Rows that decided, by their ids. */
  readonly rows: readonly string[];
  /** Why the decision gave no answer. */
  readonly message?: string;
}

/** Runs the cases of a table against its compiled decisions. @param table id of the decision of cases that name none */
export function runCases(tables: DecisionTables, table: string, cases: readonly RuleCase[]): CaseResult[] {
  return cases.map(({ name, decision = table, input, expected }) => {
    const answer = tables.evaluate(decision, input);
    if (!answer.ok)
      return { name, decision, ok: false, expected, got: null, rows: [], message: answer.message };
    const got = asked(answer.value, expected);
    return { name, decision, ok: isDeepStrictEqual(got, expected), expected, got, rows: answer.rows };
  });
}

/** The part of an answer that a case asks for: contexts by the names that it lists, lists item by item. */
function asked(value: unknown, expected: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(value)) {
    const items = expected as unknown[];
    return (value as unknown[]).map((item, i) => asked(item, i < items.length ? items[i] : undefined));
  }
  if (!isRecord(expected) || !isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(expected).map((name) => [name, asked(value[name] ?? null, expected[name])]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
