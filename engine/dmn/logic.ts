import type { Run, VariableContext } from '../feel/index.ts';
import type { ModdleElement } from '../model/moddle.ts';
import type { DecisionType, EvaluatedDecision } from './decision.ts';
import type { DmnFieldReader } from './fields.ts';

/**
 * What evaluating logic gave; a failure says what was wrong, in words that name the rule. Values are FEEL's: a moment is
 * not yet text, and a function may be one.
 */
export type LogicOutcome =
  | ({ readonly ok: true; readonly value: unknown } & Partial<TableTrace>)
  | ({ readonly ok: false; readonly message: string } & Partial<TableTrace>);

/** What a decision table says of its evaluation. */
export type TableTrace = Pick<EvaluatedDecision, 'inputs' | 'matchedRules'>;

/** Compiled logic: of a decision, a business knowledge model, or a box inside of another. */
export interface Logic {
  readonly type: DecisionType;
  /** @param run the bounds that all the logic of one evaluation shares */
  readonly evaluate: (context: VariableContext, run: Run) => LogicOutcome;
}

/** A business knowledge model as those see it that may call it. */
export interface Knowledge {
  readonly id: string;
  readonly name: string;
  readonly parameterNames: readonly string[];
}

/** Where logic stands. */
export interface LogicPlace {
  /** Under this id problems are told of boxes that have none. */
  readonly ownerId: string;
  readonly fields: DmnFieldReader;
  /** The business knowledge models that are required here, by name. */
  readonly knowledge: ReadonlyMap<string, Knowledge>;
  /** Compiles a box inside of this one; undefined when that was reported. @param allowed types of DMN, without `dmn:` */
  compile(source: ModdleElement | undefined, what: string, allowed?: readonly string[]): Logic | undefined;
}

export type LogicCompiler = (source: ModdleElement, place: LogicPlace) => Logic | undefined;

/** The variables with more in front of them. */
export function withValues(context: VariableContext, values: ReadonlyMap<string, unknown>): VariableContext {
  return { get: (name) => (values.has(name) ? values.get(name) : context.get(name)) };
}
