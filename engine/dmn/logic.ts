import type { VariableContext } from '../feel/index.ts';
import type { EvaluatedDecision } from './decision.ts';

/** What evaluating one decision gave; a failure says what was wrong, in words that name the rule. */
export type LogicOutcome =
  | ({ readonly ok: true } & LogicResult)
  | ({ readonly ok: false; readonly message: string } & Partial<LogicResult>);

export type LogicResult = Pick<EvaluatedDecision, 'output' | 'inputs' | 'matchedRules'>;

/** The compiled logic of one decision. */
export interface DecisionLogic {
  readonly type: EvaluatedDecision['decisionType'];
  readonly evaluate: (context: VariableContext, nowMs: number) => LogicOutcome;
}
