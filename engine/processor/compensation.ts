import type { ElementNode } from '../model/graph.ts';
import type { Compensable, ElementInstance } from '../state/index.ts';
import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';
import { isBodyOf } from './instances.ts';
import { localVariables } from './variables.ts';

/** A handler to invoke, with the variables of the scopes around it that have completed. */
export interface Invocation {
  readonly handler: ElementNode;
  readonly variables: Variables;
}

/** An activity is about to end: its scope remembers it where it, or something in it, may be compensated. */
export function rememberCompletion(
  x: Execution,
  scope: ElementInstance,
  instance: ElementInstance,
  node: ElementNode,
): void {
  const inside = instance.compensable ?? [];
  // The handler of a multi-instance is for all of its instances.
  const handler = isBodyOf(scope, node) ? undefined : handlerOf(node);
  if ((handler === undefined && inside.length === 0) || instance.compensatesFor !== 0) return;
  const isScope = node.type === 'SUB_PROCESS' || instance.type === 'MULTI_INSTANCE_BODY';
  const variables = isScope ? localVariables(x, instance.key) : {};
  scope.compensable = [...(scope.compensable ?? []), { elementId: node.id, variables, inside }];
  x.save(scope);
  x.record('COMPENSATION_SUBSCRIPTION', 'CREATED', instance.key, [node.id, scope.key]);
}

function handlerOf(node: ElementNode): ElementNode | undefined {
  if (node.boundaryEvents.length === 0) return undefined;
  return node.boundaryEvents.find(({ event }) => event?.kind === 'compensation')?.compensationHandler;
}

/**
 * Takes what may be compensated out of a scope.
 * @param activityRef only this activity, when given
 * @returns the handlers to invoke, those of what ended last first
 */
export function takeCompensable(
  x: Execution,
  scope: ElementInstance,
  activityRef: string | undefined,
): Invocation[] {
  const wanted = (entry: Compensable): boolean =>
    activityRef === undefined || entry.elementId === activityRef;
  const taken = (scope.compensable ?? []).filter(wanted);
  if (taken.length === 0) return [];
  const left = (scope.compensable ?? []).filter((entry) => !wanted(entry));
  scope.compensable = left.length === 0 ? null : left;
  x.save(scope);
  return taken.reverse().flatMap((entry) => invocations(x, scope, entry, {}, false));
}

function invocations(
  x: Execution,
  scope: ElementInstance,
  entry: Compensable,
  around: Variables,
  isInBody: boolean,
): Invocation[] {
  const variables = { ...around, ...entry.variables };
  const handler = isInBody ? undefined : handlerOf(x.element(scope.definitionKey, entry.elementId));
  // What is directly inside of a multi-instance body are instances of the same activity.
  const inside = [...entry.inside]
    .reverse()
    .flatMap((inner) => invocations(x, scope, inner, variables, inner.elementId === entry.elementId));
  return handler === undefined ? inside : [{ handler, variables }, ...inside];
}

/** An instance has ended: the event whose compensation it was part of goes on with the last one. */
export function handlerEnded(x: Execution, instance: ElementInstance): void {
  if (instance.compensatesFor === 0) return;
  const thrower = x.state.instances.get(instance.compensatesFor);
  if (thrower === undefined || thrower.state === 'TERMINATING') return;
  thrower.tokens -= 1;
  x.save(thrower);
  if (thrower.tokens === 0) x.schedule({ op: 'complete', key: thrower.key });
}
