import { z } from 'zod';
import type { EvaluatedDecision } from '../../dmn/decision.ts';
import { EngineError } from '../../errors.ts';
import { jsonText } from '../json-text.ts';
import { checkTenant, DEFAULT_TENANT } from '../tenant.ts';
import { endpoint, type EndpointFamily } from './endpoint.ts';
import { key, variables } from './fields.ts';

const evaluation = z.object({
  decisionDefinitionKey: key.nullish(),
  decisionDefinitionId: z.string().min(1).nullish(),
  variables,
  tenantId: z.string().nullish(),
});

export const decisions: EndpointFamily = (router, gateway) => {
  endpoint(router, gateway, 'post', '/decision-definitions/evaluation', evaluation, async ({ body }) => {
    checkTenant(body.tenantId);
    const { decision, outcome, evaluationKey } = await gateway.core.submit('evaluateDecision', {
      decision: selectorOf(body),
      variables: body.variables,
    });
    return {
      decisionDefinitionId: decision.decisionId,
      decisionDefinitionName: decision.name,
      decisionDefinitionVersion: decision.version,
      decisionRequirementsId: decision.drgId,
      output: outcome.ok ? jsonText(outcome.output) : 'null',
      failedDecisionDefinitionId: outcome.ok ? '' : outcome.failedDecisionId,
      failureMessage: outcome.ok ? '' : outcome.message,
      tenantId: DEFAULT_TENANT,
      decisionDefinitionKey: decision.key,
      decisionRequirementsKey: decision.drgKey,
      decisionInstanceKey: evaluationKey,
      decisionEvaluationKey: evaluationKey,
      evaluatedDecisions: outcome.evaluated.map(evaluatedOf),
    };
  });
};

function selectorOf({ decisionDefinitionKey, decisionDefinitionId }: z.output<typeof evaluation>) {
  if (typeof decisionDefinitionKey === 'string' && typeof decisionDefinitionId !== 'string') {
    return { decisionKey: decisionDefinitionKey };
  }
  if (typeof decisionDefinitionId === 'string' && typeof decisionDefinitionKey !== 'string') {
    return { decisionId: decisionDefinitionId };
  }
  throw new EngineError(
    'INVALID_ARGUMENT',
    'exactly one of decisionDefinitionKey, decisionDefinitionId is required',
  );
}

function evaluatedOf(evaluated: EvaluatedDecision) {
  const { definition } = evaluated;
  return {
    ...(definition === undefined
      ? {}
      : { decisionDefinitionKey: definition.key, decisionDefinitionVersion: definition.version }),
    decisionDefinitionId: evaluated.decisionId,
    decisionDefinitionName: evaluated.decisionName,
    decisionDefinitionType: evaluated.decisionType,
    output: jsonText(evaluated.output),
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
