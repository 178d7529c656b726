import type { ElementNode } from '../model/graph.ts';
import type { ElementInstance, ProcessData, Seed } from '../state/index.ts';
import type { Execution } from './execution.ts';
import { setLocal } from './variables.ts';

/** The type that an instance of the node has in a scope: a multi-instance activity is a body around its inner instances. */
function typeIn(scope: ElementInstance, node: ElementNode): ElementInstance['type'] {
  if (node.multiInstance === undefined || isBodyOf(scope, node)) return node.type;
  return 'MULTI_INSTANCE_BODY';
}

/** Whether the scope is the multi-instance body of the node. */
export function isBodyOf(scope: ElementInstance, node: { readonly id: string }): boolean {
  return scope.type === 'MULTI_INSTANCE_BODY' && scope.elementId === node.id;
}

/** Makes an instance inside of a scope, which counts its token already. */
export function createInstance(
  x: Execution,
  scope: ElementInstance,
  node: ElementNode,
  seed: Seed = {},
): ElementInstance {
  const instance: ElementInstance = {
    ...blank(x, node.id, typeIn(scope, node)),
    definitionKey: scope.definitionKey,
    processInstanceKey: scope.processInstanceKey,
    scopeKey: scope.key,
    trigger: seed.trigger ?? null,
    loop: seed.loop ?? null,
    compensatesFor: seed.compensatesFor ?? 0,
  };
  x.state.instances.insert(instance.key, instance);
  x.state.variables.absent(instance.key);
  x.state.children.insert([scope.key, instance.key], 1);
  if (seed.variables !== undefined) setLocal(x, instance.key, Object.entries(seed.variables));
  return instance;
}

/** An instance's fields where nothing has happened yet. */
export function blank(x: Execution, elementId: string, type: ElementInstance['type']): ElementInstance {
  return {
    key: x.newKey(),
    elementId,
    type,
    state: 'ACTIVATING',
    definitionKey: 0,
    processInstanceKey: 0,
    scopeKey: 0,
    tokens: 0,
    joins: null,
    interrupted: false,
    jobKey: 0,
    userTaskKey: 0,
    subscriptions: null,
    incidentKeys: null,
    trigger: null,
    pending: null,
    loop: null,
    calledKey: 0,
    process: null,
    compensable: null,
    compensatesFor: 0,
    startedAt: x.now,
  };
}

/** Removes an instance that has ended, with its variables. */
export function removeInstance(x: Execution, instance: ElementInstance): void {
  x.state.instances.remove(instance.key);
  if (x.state.variables.get(instance.key) !== undefined) x.state.variables.remove(instance.key);
  if (instance.scopeKey !== 0) x.state.children.remove([instance.scopeKey, instance.key]);
}

/** Appends what happened to an instance to the log. */
export function recordInstance(x: Execution, intent: string, instance: ElementInstance): void {
  x.record('PROCESS_INSTANCE', intent, instance.key, [
    instance.elementId,
    instance.type,
    instance.processInstanceKey,
    instance.definitionKey,
    instance.scopeKey,
    ...(instance.process === null ? [] : parentage(instance.process)),
  ]);
}

function parentage(process: ProcessData): readonly unknown[] {
  return [process.parentProcessInstanceKey, process.parentElementInstanceKey, process.tags];
}

/** Keys of the live instances directly inside of a scope, oldest first. */
export function childrenOf(x: Execution, scopeKey: number): number[] {
  return [...x.state.children.scan([scopeKey])].map(([key]) => key[1] as number);
}
