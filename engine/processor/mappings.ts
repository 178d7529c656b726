import type { ElementNode } from '../model/graph.ts';
import type { ElementInstance } from '../state/index.ts';
import { evaluate } from './evaluation.ts';
import type { Execution } from './execution.ts';
import { contextOf, findVariable, overlaid, propagate, setLocal } from './variables.ts';

/** Makes an instance's local variables from its input mappings, in order: each sees those before it. */
export function applyInputs(x: Execution, instance: ElementInstance, node: ElementNode): void {
  if (node.inputs.length === 0) return;
  const locals = new Map<string, unknown>();
  const context = overlaid(locals, contextOf(x, instance.key));
  for (const { source, target } of node.inputs) {
    const value = evaluate(x, source, context, 'IO_MAPPING_ERROR');
    const [name = '', ...path] = target;
    locals.set(name, placed(locals.get(name), path, value));
  }
  setLocal(x, instance.key, locals);
}

/**
 * What an instance leaves behind: with output mappings, what they make of its locals and of what its event or job brought;
 * without, all that was brought. Both go upwards to the nearest scope that has the name.
 */
export function applyOutputs(x: Execution, instance: ElementInstance, node: ElementNode): void {
  const brought = Object.entries(instance.trigger?.variables ?? {});
  if (node.outputs.length === 0) {
    if (brought.length > 0) propagate(x, instance.key, brought);
    return;
  }
  // They stay visible to what is evaluated after the mappings: the output element of a multi-instance.
  setLocal(x, instance.key, brought);
  const results = new Map<string, unknown>();
  const context = overlaid(results, contextOf(x, instance.key));
  for (const { source, target } of node.outputs) {
    const value = evaluate(x, source, context, 'IO_MAPPING_ERROR');
    const [name = '', ...path] = target;
    const before = results.has(name)
      ? results.get(name)
      : path.length > 0
        ? findVariable(x, outputScopeOf(instance), name)
        : null;
    results.set(name, placed(before, path, value));
  }
  propagate(x, outputScopeOf(instance), results);
}

/**
 * Where what comes out of an instance is looked for first, from there upwards. An inner instance of a multi-instance
 * activity may have a variable of its own for its output.
 */
export function outputScopeOf(instance: ElementInstance): number {
  return instance.scopeKey === 0 || instance.loop !== null ? instance.key : instance.scopeKey;
}

/** The value with `leaf` at the path; what is beside the path stays. */
function placed(value: unknown, path: readonly string[], leaf: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return leaf;
  const around = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const inner = (around as Record<string, unknown>)[name];
  return { ...around, [name]: placed(inner, rest, leaf) };
}
