import { child, idOf } from '../model/moddle.ts';
import type { ModdleElement } from '../model/moddle.ts';
import { text } from '../model/moddle.ts';
import type { DmnFieldReader } from './fields.ts';
import type { DecisionLogic } from './logic.ts';
import { typeMismatch } from './value-types.ts';

/** A decision that is one FEEL expression. */
export function compileLiteralExpression(
  decision: ModdleElement,
  fields: DmnFieldReader,
): DecisionLogic | undefined {
  const logic = child(decision, 'decisionLogic');
  const expression = fields.expression(idOf(decision), 'the literal expression', logic);
  if (expression === undefined) {
    fields.problems.add(idOf(decision), 'the decision has no expression that can be evaluated');
    return undefined;
  }
  const variable = child(decision, 'variable');
  const typeRef = variable && text(variable, 'typeRef');
  return {
    type: 'LITERAL_EXPRESSION',
    evaluate(context, nowMs) {
      const outcome = expression.evaluate(context, nowMs);
      if (!outcome.ok) return outcome;
      const mismatch = typeMismatch(outcome.value, typeRef);
      if (mismatch !== undefined) return { ok: false, message: mismatch };
      return { ok: true, output: outcome.value, inputs: [], matchedRules: [] };
    },
  };
}
