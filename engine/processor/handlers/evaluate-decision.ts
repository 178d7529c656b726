import { EngineError } from '../../errors.ts';
import { formatKey, parseKey, type Definition } from '../../state/index.ts';
import type { DecisionOutcome } from '../../dmn/index.ts';
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
  return {
    decision: toDeployedDecision(decision),
    outcome: withDefinitions(x, outcome, decision.drgKey),
    evaluationKey: formatKey(key),
  };
};

/** The outcome, which tells of each decision its key and version, those that were required included. */
function withDefinitions(x: Execution, outcome: DecisionOutcome, drgKey: number): DecisionOutcome {
  const evaluated = outcome.evaluated.map((one) => {
    const found = decisionIn(x, drgKey, one.decisionId);
    return found === undefined
      ? one
      : { ...one, definition: { key: formatKey(found.key), version: found.version } };
  });
  return { ...outcome, evaluated };
}

/** The decision of that id in a requirements graph, which has one version of each of its decisions. */
function decisionIn(x: Execution, drgKey: number, decisionId: string): Definition | undefined {
  for (const [, key] of x.state.versions.scan(['decision', decisionId])) {
    const definition = x.state.definitions.get(key);
    if (definition?.drgKey === drgKey) return definition;
  }
  return undefined;
}

function select(x: Execution, decision: CommandInput<'evaluateDecision'>['decision']): Definition {
  const named = 'decisionKey' in decision ? decision.decisionKey : decision.decisionId;
  const key =
    'decisionKey' in decision ? parseKey('decision', named) : x.state.latest.get(['decision', named]);
  const found = key === undefined ? undefined : x.state.definitions.get(key);
  if (found?.kind === 'decision') return found;
  throw new EngineError('NOT_FOUND', `no decision <${named}> is deployed`);
}
