import type { Evaluation, Expression, ValueOutcome, VariableContext } from './expression.ts';
import { ExpressionBuilder } from './nodes/registry.ts';
import { Run } from './run.ts';
import type { Evaluate } from './run.ts';
import { parseFeel } from './syntax.ts';
import { toJson } from './values.ts';

/**
 * Compiles what a modeler wrote into an attribute: FEEL with a leading `=`, a string literal without.
 * @throws EngineError INVALID_ARGUMENT when the FEEL is malformed (the message says where), too long or too deeply nested
 */
export function compileExpression(source: string): Expression {
  return source.startsWith('=') ? compileFeel(source.slice(1), source) : literal(source);
}

function literal(source: string): Expression {
  const evaluation: Evaluation = { ok: true, value: source, warnings: [] };
  return { source, isStatic: true, names: [], evaluate: () => evaluation, value: () => evaluation };
}

/**
 * Compiles FEEL that has no leading `=`, as DMN writes it.
 * @param source what the expression is called in `Expression.source`
 * @throws EngineError INVALID_ARGUMENT as compileExpression
 */
export function compileFeel(feel: string, source = feel): Expression {
  const builder = new ExpressionBuilder();
  const evaluate = builder.build(parseFeel(feel, 'expression'), undefined);
  return {
    source,
    isStatic: false,
    names: [...builder.names],
    evaluate: (context, nowMs) => run(evaluate, context, nowMs, source),
    value: (context, whole) => valueWithin(evaluate, whole.within(context), source),
  };
}

function run(evaluate: Evaluate, context: VariableContext, nowMs: number, source: string): Evaluation {
  const run = new Run(context, nowMs);
  try {
    const value = toJson(evaluate(run, undefined), run);
    return { ok: true, value, warnings: run.warnings };
  } catch (error) {
    return { ok: false, message: failureMessage(error, source) };
  }
}

function valueWithin(evaluate: Evaluate, part: Run, source: string): ValueOutcome {
  try {
    return { ok: true, value: evaluate(part, undefined) };
  } catch (error) {
    return { ok: false, message: failureMessage(error, source) };
  }
}

/** What went wrong in words that name the expression. Whatever it is, it must not stop more than this evaluation. */
export function failureMessage(error: unknown, source: string): string {
  // The stack is exhausted by values nested very deeply.
  if (error instanceof RangeError) return `<${source}>: the value is nested too deeply`;
  return `<${source}>: ${error instanceof Error ? error.message : String(error)}`;
}
