import { EngineError } from '../../errors.ts';
import { formatKey, parseKey, type Definition } from '../../state/index.ts';
import type { CommandInput } from '../commands.ts';
import { toDeployedDecision } from '../deployed-items.ts';
import type { Execution } from '../execution.ts';
import type { Handler } from './handler.ts';

export const evaluateDecision: Handler<'evaluateDecision'> = (x, input) => {
  const decision = select(x, input.decision);
  const names = new Map(Object.entries(input.variables));
  const outcome = x.definitions
    .decisions(decision.drgKey)
    .evaluate(decision.id, { get: (name) => names.get(name) }, x.now);
  const key = x.newKey();
  x.record('DECISION_EVALUATION', outcome.ok ? 'EVALUATED' : 'FAILED', key, [
    decision.id,
    decision.version,
    outcome.evaluated,
  ]);
  return { decision: toDeployedDecision(decision), outcome, evaluationKey: formatKey(key) };
};

function select(x: Execution, decision: CommandInput<'evaluateDecision'>['decision']): Definition {
  const named = 'decisionKey' in decision ? decision.decisionKey : decision.decisionId;
  const key =
    'decisionKey' in decision ? parseKey('decision', named) : x.state.latest.get(['decision', named]);
  const found = key === undefined ? undefined : x.state.definitions.get(key);
  if (found?.kind === 'decision') return found;
  throw new EngineError('NOT_FOUND', `no decision <${named}> is deployed`);
}
