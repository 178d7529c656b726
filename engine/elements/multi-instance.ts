import { EngineError } from '../errors.ts';
import type { ElementNode, MultiInstanceDefinition } from '../model/graph.ts';
import type { ElementBehavior } from '../processor/behavior.ts';
import { evaluate, evaluateCondition, show } from '../processor/evaluation.ts';
import type { Execution } from '../processor/execution.ts';
import { childrenOf } from '../processor/instances.ts';
import { Standstill } from '../processor/standstill.ts';
import { contextOf, overlaid, propagate, setLocal } from '../processor/variables.ts';
import type { ElementInstance, LoopState } from '../state/index.ts';
import { terminateScope } from './scope.ts';

/** The body around the inner instances of an activity that runs once for each item of a collection. */
export const multiInstanceBody: ElementBehavior = {
  activate(x, body, node) {
    const definition = definitionOf(node);
    const items = evaluateCollection(x, body, definition);
    body.loop = { counter: 0, completed: 0, terminated: 0, total: items.length };
    if (definition.outputCollection !== undefined) {
      setLocal(x, body.key, [[definition.outputCollection, items.map(() => null)]]);
    }
    if (items.length === 0) return 'complete';
    const first = definition.sequential ? items.slice(0, 1) : items;
    for (const item of first) startInner(x, body, definition, item);
    return 'wait';
  },

  complete(x, body, node) {
    const { outputCollection } = definitionOf(node);
    if (outputCollection === undefined) return;
    const results = x.state.variables.get(body.key)?.get(outputCollection)?.value ?? [];
    propagate(x, body.scopeKey, [[outputCollection, results]]);
  },

  beforeChildCompletes(x, body, node, child) {
    const definition = definitionOf(node);
    const loop = loopOf(body);
    const index = (child.loop?.counter ?? 1) - 1;
    const output = definition.outputElement && evaluate(x, definition.outputElement, child.key);
    const isOver = isConditionMet(x, body, child, definition);
    // The collection is read again only now: a long one is not copied into the store for that.
    const more = definition.sequential && !isOver && !body.interrupted && loop.counter < loop.total;
    const next = more ? evaluateCollection(x, body, definition)[loop.counter] : undefined;
    if (definition.outputCollection !== undefined)
      storeOutput(x, body, definition.outputCollection, index, output);
    if (isOver) {
      body.interrupted = true;
      for (const key of childrenOf(x, body.key)) if (key !== child.key) x.schedule({ op: 'terminate', key });
    }
    if (more) startInner(x, body, definition, next);
    x.save(body);
  },

  childEnded(x, body, _node, _child, how) {
    const loop = loopOf(body);
    body.loop = { ...loop, [how]: loop[how] + 1 };
    x.save(body);
  },

  terminate: terminateScope,
};

function definitionOf(node: ElementNode): MultiInstanceDefinition {
  if (node.multiInstance === undefined)
    throw new EngineError('INTERNAL', `<${node.id}> is no multi-instance`);
  return node.multiInstance;
}

function loopOf(body: ElementInstance): LoopState {
  return body.loop ?? { counter: 0, completed: 0, terminated: 0, total: 0 };
}

function evaluateCollection(
  x: Execution,
  body: ElementInstance,
  definition: MultiInstanceDefinition,
): readonly unknown[] {
  const items = evaluate(x, definition.inputCollection, body.key);
  if (Array.isArray(items)) return items;
  throw new Standstill(
    'EXTRACT_VALUE_ERROR',
    `the input collection <${definition.inputCollection.source}> must be a list, it is ${show(items)}`,
  );
}

function startInner(
  x: Execution,
  body: ElementInstance,
  definition: MultiInstanceDefinition,
  item: unknown,
): void {
  const loop = loopOf(body);
  const counter = loop.counter + 1;
  body.loop = { ...loop, counter };
  body.tokens += 1;
  const { inputElement, outputVariable } = definition;
  const variables = {
    ...(outputVariable === undefined ? {} : { [outputVariable]: null }),
    ...(inputElement === undefined ? {} : { [inputElement]: item ?? null }),
    loopCounter: counter,
  };
  x.schedule({
    op: 'enter',
    scopeKey: body.key,
    elementId: body.elementId,
    seed: { variables, loop: { counter, completed: 0, terminated: 0, total: 0 } },
  });
}

function isConditionMet(
  x: Execution,
  body: ElementInstance,
  child: ElementInstance,
  definition: MultiInstanceDefinition,
): boolean {
  if (definition.completionCondition === undefined || body.interrupted) return false;
  const loop = loopOf(body);
  const counts = new Map<string, unknown>([
    ['numberOfInstances', loop.total],
    ['numberOfActiveInstances', body.tokens - 1],
    ['numberOfCompletedInstances', loop.completed + 1],
    ['numberOfTerminatedInstances', loop.terminated],
  ]);
  return evaluateCondition(x, definition.completionCondition, overlaid(counts, contextOf(x, child.key)));
}

function storeOutput(
  x: Execution,
  body: ElementInstance,
  name: string,
  index: number,
  output: unknown,
): void {
  const before = x.state.variables.get(body.key)?.get(name)?.value;
  const results = Array.isArray(before) ? [...(before as unknown[])] : [];
  results[index] = output ?? null;
  setLocal(x, body.key, [[name, results]]);
}
