import { EngineError } from '../../errors.ts';
import type { EvaluatedDecision } from '../../dmn/decision.ts';
import { jsonText } from '../json-text.ts';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { parseVariables } from '../variables.ts';
import { isKey } from './keys.ts';
import type { RpcFamily, UnaryRpc } from './rpc.ts';

interface EvaluateDecisionRequest {
  readonly decisionKey: string;
  readonly decisionId: string;
  readonly variables: string;
  readonly tenantId: string;
}

const evaluateDecision: UnaryRpc<EvaluateDecisionRequest, unknown> = async (gateway, request) => {
  checkTenant(request.tenantId);
  const { decision, outcome, evaluationKey } = await gateway.core.submit('evaluateDecision', {
    decision: selectorOf(request),
    variables: parseVariables(request.variables),
  });
  return {
    decisionKey: decision.key,
    decisionId: decision.decisionId,
    decisionName: decision.name,
    decisionVersion: decision.version,
    decisionRequirementsId: decision.drgId,
    decisionRequirementsKey: decision.drgKey,
    decisionOutput: outcome.ok ? jsonText(outcome.output) : 'null',
    evaluatedDecisions: outcome.evaluated.map(evaluatedOf),
    failedDecisionId: outcome.ok ? '' : outcome.failedDecisionId,
    failureMessage: outcome.ok ? '' : outcome.message,
    tenantId: DEFAULT_TENANT,
    decisionInstanceKey: evaluationKey,
  };
};

export const decisionRpcs: RpcFamily = { unary: { EvaluateDecision: evaluateDecision } };

function selectorOf({ decisionKey, decisionId }: EvaluateDecisionRequest) {
  if (isKey(decisionKey) === (decisionId !== '')) {
    throw new EngineError('INVALID_ARGUMENT', 'name the decision by either decisionId or decisionKey');
  }
  return isKey(decisionKey) ? { decisionKey } : { decisionId };
}

function evaluatedOf(evaluated: EvaluatedDecision) {
  const { definition } = evaluated;
  return {
    ...(definition === undefined ? {} : { decisionKey: definition.key, decisionVersion: definition.version }),
    decisionId: evaluated.decisionId,
    decisionName: evaluated.decisionName,
    decisionType: evaluated.decisionType,
    decisionOutput: jsonText(evaluated.output),
    tenantId: DEFAULT_TENANT,
    evaluatedInputs: evaluated.inputs.map(({ inputId, inputName, value }) => ({
      inputId,
      inputName,
      inputValue: jsonText(value),
    })),
    matchedRules: evaluated.matchedRules.map(({ ruleId, ruleIndex, outputs }) => ({
      ruleId,
      ruleIndex,
      evaluatedOutputs: outputs.map(({ outputId, outputName, value }) => ({
        outputId,
        outputName,
        outputValue: jsonText(value),
      })),
    })),
  };
}
