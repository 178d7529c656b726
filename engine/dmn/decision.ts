import type { VariableContext } from '../feel/expression.ts';

export type DecisionType =
  'DECISION_TABLE' | 'LITERAL_EXPRESSION' | 'CONTEXT' | 'INVOCATION' | 'LIST' | 'RELATION';

/** What one evaluation did, in the shape that gateway.proto's EvaluatedDecision and the REST API share. */
export interface EvaluatedDecision {
  readonly decisionId: string;
  readonly decisionName: string;
  /** The deployed decision, which the graph itself does not know. */
  readonly definition?: { readonly key: string; readonly version: number };
  readonly decisionType: DecisionType;
  readonly output: unknown;
  readonly inputs: readonly {
    readonly inputId: string;
    readonly inputName: string;
    readonly value: unknown;
  }[];
  readonly matchedRules: readonly {
    readonly ruleId: string;
    /** From 1. */
    readonly ruleIndex: number;
    readonly outputs: readonly {
      readonly outputId: string;
      readonly outputName: string;
      readonly value: unknown;
    }[];
  }[];
}

export type DecisionOutcome =
  | { readonly ok: true; readonly output: unknown; readonly evaluated: readonly EvaluatedDecision[] }
  | {
      readonly ok: false;
      readonly failedDecisionId: string;
      readonly message: string;
      readonly evaluated: readonly EvaluatedDecision[];
    };

/** A compiled decision requirements graph: one .dmn file. */
export interface DecisionGraph {
  readonly drgId: string;
  readonly name: string;
  readonly namespace: string;
  readonly decisions: readonly {
    readonly decisionId: string;
    readonly name: string;
    readonly versionTag?: string;
  }[];
  /** Evaluates a decision with those it requires. @param nowMs the engine's clock, epoch ms */
  evaluate(decisionId: string, context: VariableContext, nowMs: number): DecisionOutcome;
}
