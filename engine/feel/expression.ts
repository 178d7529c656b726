import type { Run } from './run.ts';

/**
 * What FEEL sees: names to JSON values. `get` is called only for the names that an expression uses, so a scope's
 * variables are not gathered when they are not needed. Returns undefined for an unknown name.
 */
export interface VariableContext {
  get(name: string): unknown;
}

/** The outcome of an evaluation. `warnings` name unknown variables and failed functions, in words for a person. */
export type Evaluation =
  | { readonly ok: true; readonly value: unknown; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** As Evaluation, with a value as FEEL has it: moments, durations, ranges and functions are not made JSON. */
export type ValueOutcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** A compiled expression or a literal. Immutable, shared by all instances, made once at deployment. */
export interface Expression {
  /** The source as the modeler wrote it, with its leading `=` where it had one. */
  readonly source: string;
  /** True for a literal (no leading `=`), which needs no context. */
  readonly isStatic: boolean;
  /** Names of variables read, in no order; empty for a literal. */
  readonly names: readonly string[];
  /**
   * Values are JSON (temporal results as ISO strings; durations as ISO 8601 durations).
   * @param nowMs the engine's clock, epoch ms: what now() and today() answer.
   */
  evaluate(context: VariableContext, nowMs: number): Evaluation;
  /** Evaluates as a part of something larger, whose bounds it shares. */
  value(context: VariableContext, run: Run): ValueOutcome;
}
