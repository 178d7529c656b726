import type { VariableContext } from './expression.ts';
import { failureMessage } from './compile.ts';
import { childNamed } from './nodes/builder.ts';
import { ExpressionBuilder } from './nodes/registry.ts';
import { anyOf, compileTest } from './nodes/tests.ts';
import type { Test } from './nodes/tests.ts';
import { Run } from './run.ts';
import { parseFeel } from './syntax.ts';

/** The outcome of a test; matched is false as well where the test could not tell. */
export type TestOutcome =
  | { readonly ok: true; readonly matched: boolean; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** A compiled input entry of a decision table. */
export interface UnaryTests {
  readonly source: string;
  /** True for `-` and the empty entry, which match everything. */
  readonly matchesAll: boolean;
  readonly names: readonly string[];
  /** @param value the input, as the expression of the input gave it */
  test(value: unknown, context: VariableContext, nowMs: number): TestOutcome;
  /** Tests as a part of something larger, whose bounds it shares. */
  testWithin(value: unknown, context: VariableContext, run: Run): TestOutcome;
}

const MATCHED: TestOutcome = { ok: true, matched: true, warnings: [] };
const NOT_MATCHED: TestOutcome = { ok: true, matched: false, warnings: [] };

/**
 * Compiles the unary tests of DMN: `-`, `"a", "b"`, `> 5`, `[1..5]`, `not("a")`, `starts with(?, "x")`.
 * @throws EngineError INVALID_ARGUMENT as compileExpression
 */
export function compileUnaryTests(source: string): UnaryTests {
  const trimmed = source.trim();
  if (trimmed === '' || trimmed === '-')
    return { source, matchesAll: true, names: [], test: () => MATCHED, testWithin: () => MATCHED };
  const root = parseFeel(trimmed, 'unary tests');
  const builder = new ExpressionBuilder();
  const tests = childNamed(root, 'PositiveUnaryTests')?.children ?? [];
  const positive = anyOf(tests.map((node) => compileTest(node, undefined, builder)));
  const test: Test = childNamed(root, 'not') === undefined ? positive : negation(positive);
  const outcomeOf = (run: Run, value: unknown): TestOutcome => {
    try {
      const matched = test(run, { values: { '?': value }, parent: undefined }, value) === true;
      if (run.warnings.length > 0) return { ok: true, matched, warnings: run.warnings };
      return matched ? MATCHED : NOT_MATCHED;
    } catch (error) {
      return { ok: false, message: failureMessage(error, source) };
    }
  };
  return {
    source,
    matchesAll: false,
    names: [...builder.names],
    test: (value, context, nowMs) => outcomeOf(new Run(context, nowMs), value),
    testWithin: (value, context, run) => outcomeOf(run.within(context), value),
  };
}

function negation(test: Test): Test {
  return (run, frame, value) => {
    const result = test(run, frame, value);
    return result === null ? null : !result;
  };
}
