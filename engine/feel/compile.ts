import { evaluate, parseExpression } from '@bpmn-io/feelin';
import { EngineError } from '../errors.ts';
import type { Evaluation, Expression, VariableContext } from './expression.ts';

/**
 * Compiles what a modeler wrote into an attribute: FEEL with a leading `=`, a string literal without.
 * @throws EngineError INVALID_ARGUMENT when the FEEL is malformed; the message says where.
 */
export function compileExpression(source: string): Expression {
  if (!source.startsWith('=')) {
    const value: Evaluation = { ok: true, value: source, warnings: [] };
    return { source, isStatic: true, names: [], evaluate: () => value };
  }
  const feel = source.slice(1);
  const names = new Set<string>();
  parseExpression(feel, {}, 'camunda').iterate({
    enter(node) {
      if (node.type.isError) throw new EngineError('INVALID_ARGUMENT', `malformed FEEL <${source}>`);
      if (node.name === 'VariableName') names.add(feel.slice(node.from, node.to));
    },
  });
  const list = [...names];
  return {
    source,
    isStatic: false,
    names: list,
    evaluate(context: VariableContext): Evaluation {
      const values: Record<string, unknown> = {};
      for (const name of list) {
        const value = context.get(name);
        if (value !== undefined) values[name] = value;
      }
      try {
        const result = evaluate(feel, values, 'camunda');
        return { ok: true, value: result.value, warnings: result.warnings.map((warning) => warning.message) };
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
