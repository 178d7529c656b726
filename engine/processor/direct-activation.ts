import { EngineError } from '../errors.ts';
import type { ElementNode, ProcessGraph } from '../model/graph.ts';
import type { ElementInstance } from '../state/index.ts';
import type { Execution } from './execution.ts';
import { executionListenersOf } from './execution-listeners.ts';
import { createInstance, recordInstance } from './instances.ts';
import { openSubscriptions } from './subscriptions.ts';
import { isStandstill } from './standstill.ts';
import { startProcess } from './process-start.ts';

const NOT_TO_ENTER: ReadonlySet<string> = new Set([
  'PROCESS',
  'START_EVENT',
  'BOUNDARY_EVENT',
  'EVENT_SUB_PROCESS',
]);

/**
 * Starts a process at elements of it instead of its start event; the scopes around them are opened. Start listeners of the
 * process come first, those of the scopes are left out.
 * @throws EngineError INVALID_ARGUMENT for an element that can't be started at
 */
export function startAtElements(
  x: Execution,
  start: Parameters<typeof startProcess>[1],
  elementIds: readonly string[],
): ElementInstance {
  const graph = x.definitions.process(start.definition.key);
  for (const id of elementIds) checked(graph.elements.get(id), id);
  const hasListeners = executionListenersOf(graph.root, 'start').length > 0;
  const process = { ...start.process, startElementIds: hasListeners ? elementIds : null };
  const root = startProcess(x, { ...start, process }, { schedule: hasListeners });
  if (hasListeners) return root;
  openScope(x, root, graph.root);
  enterElements(x, root, graph, elementIds);
  return root;
}

/** Opens the scopes around elements of a process, and schedules that these are entered. */
export function enterElements(
  x: Execution,
  root: ElementInstance,
  graph: ProcessGraph,
  elementIds: readonly string[],
): void {
  const scopes = new Map<ElementNode, ElementInstance>([[graph.root, root]]);
  for (const id of elementIds) {
    const scope = scopeFor(x, checked(graph.elements.get(id), id), scopes);
    scope.tokens += 1;
    x.save(scope);
    x.schedule({ op: 'enter', scopeKey: scope.key, elementId: id });
  }
}

function checked(node: ElementNode | undefined, id: string): ElementNode {
  if (node === undefined) throw new EngineError('INVALID_ARGUMENT', `the process has no element <${id}>`);
  const behindGateway = node.incoming.some(({ source }) => source.type === 'EVENT_BASED_GATEWAY');
  const inMultiInstance = enclosing(node).some(
    (scope) =>
      scope.multiInstance !== undefined ||
      scope.type === 'EVENT_SUB_PROCESS' ||
      scope.type === 'AD_HOC_SUB_PROCESS',
  );
  if (NOT_TO_ENTER.has(node.type) || behindGateway || inMultiInstance) {
    throw new EngineError('INVALID_ARGUMENT', `an instance can not be started at the element <${id}>`);
  }
  return node;
}

function enclosing(node: ElementNode): ElementNode[] {
  return node.scope === null ? [] : [node.scope, ...enclosing(node.scope)];
}

function scopeFor(
  x: Execution,
  node: ElementNode,
  scopes: Map<ElementNode, ElementInstance>,
): ElementInstance {
  if (node.scope === null) throw new EngineError('INVALID_ARGUMENT', `<${node.id}> is in no scope`);
  const known = scopes.get(node.scope);
  if (known !== undefined) return known;
  const around = scopeFor(x, node.scope, scopes);
  around.tokens += 1;
  x.save(around);
  const scope = createInstance(x, around, node.scope);
  openScope(x, scope, node.scope);
  scopes.set(node.scope, scope);
  return scope;
}

/** Opens a scope without its start event. @throws EngineError INVALID_ARGUMENT when what it waits for can't be evaluated */
export function openScope(x: Execution, scope: ElementInstance, node: ElementNode): void {
  try {
    openSubscriptions(x, scope, node);
  } catch (error) {
    if (!isStandstill(error)) throw error;
    throw new EngineError('INVALID_ARGUMENT', `the scope <${node.id}> can not be opened: ${error.message}`);
  }
  scope.state = 'ACTIVATED';
  x.save(scope);
  recordInstance(x, 'ELEMENT_ACTIVATED', scope);
}
