import type { ElementNode } from '../model/graph.ts';
import type { ElementInstance, Seed, Trigger } from '../state/index.ts';
import type { Execution } from './execution.ts';
import { awaitListener, executionListenersOf } from './execution-listeners.ts';
import { raiseIncident, removeIncidents } from './incidents.ts';
import { takeInclusiveJoin } from './inclusive-joins.ts';
import { handlerEnded, rememberCompletion } from './compensation.ts';
import { createInstance, isBodyOf, recordInstance, removeInstance } from './instances.ts';
import { cancelJob } from './jobs.ts';
import { applyInputs, applyOutputs } from './mappings.ts';
import { afterProcessEnded } from './process-end.ts';
import { isStandstill } from './standstill.ts';
import {
  closeEventSubprocesses,
  closeSubscriptions,
  correlateBuffered,
  openSubscriptions,
} from './subscriptions.ts';
import { flowTaken } from './joins.ts';

/*
 * The life of an instance: activating → activated → completing → gone, or terminating → gone from any of them.
 * The scope counts tokens; each function here says what becomes of the one that it handles.
 */

/** Enters an element inside of a scope, for a token that the scope counts. */
export function enter(x: Execution, scopeKey: number, elementId: string, seed?: Seed): void {
  const scope = x.instance(scopeKey);
  if (!acceptsTokens(scope) && !isCompensation(scope, seed)) {
    dropToken(x, scope);
    return;
  }
  activate(x, createInstance(x, scope, x.element(scope.definitionKey, elementId), seed));
  continueJoins(x, scope);
}

/** What an event subprocess compensates is done in the scope that it has interrupted. */
function isCompensation(scope: ElementInstance, seed: Seed | undefined): boolean {
  return seed?.compensatesFor !== undefined && scope.state !== 'TERMINATING';
}

/** Moves a token along a sequence flow. */
export function follow(x: Execution, scopeKey: number, flowId: string, seed?: Seed): void {
  const scope = x.instance(scopeKey);
  if (!acceptsTokens(scope)) {
    dropToken(x, scope);
    return;
  }
  const flow = x.graph(scope).flows.get(flowId);
  if (flow === undefined) throw new Error(`no sequence flow <${flowId}>`);
  if (flowTaken(x, scope, flow)) activate(x, createInstance(x, scope, flow.target, seed));
  continueJoins(x, scope);
}

/** A token of the scope has moved or ended: lets inclusive gateways go on that have waited for it. */
function continueJoins(x: Execution, scope: ElementInstance): void {
  while (scope.joins !== null && acceptsTokens(scope)) {
    const gateway = takeInclusiveJoin(x, scope);
    if (gateway === undefined) return;
    activate(x, createInstance(x, scope, gateway));
  }
}

function acceptsTokens(scope: ElementInstance): boolean {
  return scope.state !== 'TERMINATING' && !scope.interrupted;
}

/** Activates an instance; also the second try, after an incident. */
export function activate(x: Execution, instance: ElementInstance): void {
  const node = x.node(instance);
  try {
    if (instance.type !== 'MULTI_INSTANCE_BODY') applyInputs(x, instance, node);
  } catch (error) {
    if (!isStandstill(error)) throw error;
    raiseIncident(x, instance, error, { op: 'activate', key: instance.key });
    return;
  }
  if (!awaitListener(x, instance, node, 'start')) begin(x, instance);
}

/** Begins the work of an instance, whose inputs are mapped and whose start listeners are done. */
export function begin(x: Execution, instance: ElementInstance): void {
  const node = x.node(instance);
  let outcome: 'wait' | 'complete';
  try {
    openSubscriptions(x, instance, node);
    outcome = x.behaviorOf(instance.type).activate(x, instance, node);
  } catch (error) {
    if (!isStandstill(error)) throw error;
    closeSubscriptions(x, instance);
    const op = executionListenersOf(node, 'start').length === 0 ? 'activate' : 'begin';
    raiseIncident(x, instance, error, { op, key: instance.key });
    return;
  }
  instance.state = 'ACTIVATED';
  recordInstance(x, 'ELEMENT_ACTIVATED', instance);
  x.save(instance);
  if (outcome === 'complete') complete(x, instance);
  else correlateBuffered(x, instance);
}

/** Completes an instance whose work is done; also the second try, after an incident. */
export function complete(x: Execution, instance: ElementInstance): void {
  const node = x.node(instance);
  instance.state = 'COMPLETING';
  x.save(instance);
  closeEventSubprocesses(x, instance, node);
  try {
    x.behaviorOf(instance.type).complete?.(x, instance, node);
    if (instance.type !== 'MULTI_INSTANCE_BODY') applyOutputs(x, instance, node);
  } catch (error) {
    if (!isStandstill(error)) throw error;
    raiseIncident(x, instance, error, { op: 'complete', key: instance.key });
    return;
  }
  if (!awaitListener(x, instance, node, 'end')) leave(x, instance);
}

/** Leaves an element whose outputs are mapped and whose end listeners are done. */
export function leave(x: Execution, instance: ElementInstance): void {
  const node = x.node(instance);
  const behavior = x.behaviorOf(instance.type);
  const scope = instance.scopeKey === 0 ? undefined : x.instance(instance.scopeKey);
  const inner = scope !== undefined && (isBodyOf(scope, node) || scope.type === 'AD_HOC_SUB_PROCESS');
  let flows = inner ? [] : node.outgoing;
  try {
    behavior.leave?.(x, instance, node);
    if (scope !== undefined && inner) {
      x.behaviorOf(scope.type).beforeChildCompletes?.(x, scope, node, instance);
    } else if (behavior.outgoing !== undefined) {
      flows = behavior.outgoing(x, instance, node);
    }
  } catch (error) {
    if (!isStandstill(error)) throw error;
    const op = executionListenersOf(node, 'end').length === 0 ? 'complete' : 'leave';
    raiseIncident(x, instance, error, { op, key: instance.key });
    return;
  }
  closeSubscriptions(x, instance);
  if (scope !== undefined) rememberCompletion(x, scope, instance, node);
  removeInstance(x, instance);
  recordInstance(x, 'ELEMENT_COMPLETED', instance);
  handlerEnded(x, instance);
  if (scope === undefined) {
    afterProcessEnded(x, instance, 'completed');
    return;
  }
  if (flows.length === 0) {
    childEnded(x, scope, instance, 'completed');
    return;
  }
  if (flows.length > 1) {
    scope.tokens += flows.length - 1;
    x.save(scope);
  }
  const seed = instance.pending === null ? undefined : { trigger: instance.pending };
  for (const flow of flows) {
    if (flow.isLink !== true)
      x.record('PROCESS_INSTANCE', 'SEQUENCE_FLOW_TAKEN', instance.key, [
        flow.id,
        instance.processInstanceKey,
      ]);
    x.schedule({ op: 'flow', scopeKey: scope.key, flowId: flow.id, ...(seed === undefined ? {} : { seed }) });
  }
}

/** Ends an instance whatever it is doing. */
export function terminate(x: Execution, instance: ElementInstance): void {
  if (instance.state === 'TERMINATING') return;
  instance.state = 'TERMINATING';
  x.save(instance);
  closeSubscriptions(x, instance);
  removeIncidents(x, instance);
  if (instance.jobKey !== 0) cancelJob(x, instance.jobKey);
  if (x.behaviorOf(instance.type).terminate?.(x, instance, x.node(instance)) !== 'wait')
    finishTermination(x, instance);
}

/** The end of a termination, when everything inside is gone. */
export function finishTermination(x: Execution, instance: ElementInstance): void {
  removeInstance(x, instance);
  recordInstance(x, 'ELEMENT_TERMINATED', instance);
  handlerEnded(x, instance);
  if (instance.scopeKey === 0) {
    afterProcessEnded(x, instance, 'terminated');
    return;
  }
  const scope = x.instance(instance.scopeKey);
  const next = instance.pending;
  if (
    next !== null &&
    acceptsTokens(scope) &&
    x.element(scope.definitionKey, next.elementId).type === 'BOUNDARY_EVENT'
  ) {
    x.schedule({ op: 'enter', scopeKey: scope.key, elementId: next.elementId, seed: { trigger: next } });
    return;
  }
  childEnded(x, scope, instance, 'terminated');
}

/** A token of a scope has come to its end. */
function childEnded(
  x: Execution,
  scope: ElementInstance,
  child: ElementInstance,
  how: 'completed' | 'terminated',
): void {
  scope.tokens -= 1;
  x.save(scope);
  x.behaviorOf(scope.type).childEnded?.(x, scope, x.node(scope), child, how);
  if (scope.tokens === 0) scopeEmptied(x, scope);
  else continueJoins(x, scope);
}

/** A token that must not move any more. */
export function dropToken(x: Execution, scope: ElementInstance): void {
  scope.tokens -= 1;
  x.save(scope);
  if (scope.tokens === 0) scopeEmptied(x, scope);
}

/** Nothing is left inside of a scope. */
export function scopeEmptied(x: Execution, scope: ElementInstance): void {
  if (scope.state === 'TERMINATING') {
    finishTermination(x, scope);
    return;
  }
  const next = scope.pending;
  if (next === null && x.behaviorOf(scope.type).staysWhenEmpty?.(x, scope, x.node(scope)) === true) return;
  if (next === null) {
    x.schedule({ op: 'complete', key: scope.key });
    return;
  }
  scope.pending = null;
  enterEventSubprocess(x, scope, x.element(scope.definitionKey, next.elementId), next);
}

/** Starts an event subprocess in its scope. */
export function enterEventSubprocess(
  x: Execution,
  scope: ElementInstance,
  start: ElementNode,
  trigger: Trigger,
): void {
  if (start.scope === null) throw new Error(`the start event <${start.id}> is in no event subprocess`);
  scope.tokens += 1;
  x.save(scope);
  activate(x, createInstance(x, scope, start.scope, { trigger }));
}
