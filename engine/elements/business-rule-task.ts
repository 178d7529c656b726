import type { ElementBehavior } from '../processor/behavior.ts';
import { evaluateText } from '../processor/evaluation.ts';
import { resolveDefinition } from '../processor/binding.ts';
import { Standstill } from '../processor/standstill.ts';
import { contextOf } from '../processor/variables.ts';
import { jobTask } from './job-task.ts';

/** Evaluates a decision, or has a job worker do so. */
export const businessRuleTask: ElementBehavior = {
  activate(x, instance, node) {
    const called = node.calledDecision;
    if (called === undefined) return jobTask.activate(x, instance, node);
    const decisionId = evaluateText(x, called.decisionId, instance.key, 'the decision id');
    const decision = resolveDefinition(x, 'decision', decisionId, called.binding, instance.definitionKey);
    if (decision === undefined) {
      throw new Standstill(
        'CALLED_DECISION_ERROR',
        `no decision <${decisionId}> is deployed (binding ${called.binding.type})`,
      );
    }
    const outcome = x.definitions
      .decisions(decision.drgKey)
      .evaluate(decisionId, contextOf(x, instance.key), x.now);
    if (!outcome.ok) {
      throw new Standstill('DECISION_EVALUATION_ERROR', outcome.message);
    }
    instance.trigger = { elementId: node.id, variables: { [called.resultVariable]: outcome.output ?? null } };
    x.record('DECISION_EVALUATION', 'EVALUATED', instance.key, [
      decisionId,
      decision.version,
      outcome.evaluated,
    ]);
    return 'complete';
  },
};
