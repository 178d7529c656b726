import { EngineError } from '../errors.ts';
import type { ElementNode } from '../model/graph.ts';
import type { ElementInstance, Trigger } from '../state/index.ts';
import { withdrawJob } from './ad-hoc.ts';
import type { Execution } from './execution.ts';
import { childrenOf } from './instances.ts';
import { dropWaitingTokens } from './joins.ts';
import { complete, enterEventSubprocess, scopeEmptied, terminate } from './lifecycle.ts';
import { closeEventSubprocesses, closeSubscriptions } from './subscriptions.ts';

/** An event happens to an instance that waits for it: itself, at its boundary, or for an event subprocess inside. */
export function triggerInstance(x: Execution, host: ElementInstance, trigger: Trigger): void {
  const target = x.element(host.definitionKey, trigger.elementId);
  if (target.id === host.elementId) {
    host.trigger = trigger;
    closeSubscriptions(x, host, ({ elementId }) => elementId === host.elementId);
    complete(x, host);
    return;
  }
  if (host.type === 'EVENT_BASED_GATEWAY') {
    host.pending = trigger;
    closeSubscriptions(x, host);
    complete(x, host);
    return;
  }
  if (target.type === 'BOUNDARY_EVENT') {
    triggerBoundary(x, host, target, trigger);
    return;
  }
  if (target.type === 'START_EVENT') {
    triggerEventSubprocess(x, host, target, trigger);
    return;
  }
  throw new EngineError('INTERNAL', `<${target.id}> can not be triggered at <${host.elementId}>`);
}

function triggerBoundary(x: Execution, host: ElementInstance, target: ElementNode, trigger: Trigger): void {
  if (target.interrupting !== false) {
    host.pending = trigger;
    terminate(x, host);
    return;
  }
  const scope = x.instance(host.scopeKey);
  scope.tokens += 1;
  x.save(scope);
  x.schedule({ op: 'enter', scopeKey: scope.key, elementId: target.id, seed: { trigger } });
}

function triggerEventSubprocess(
  x: Execution,
  scope: ElementInstance,
  start: ElementNode,
  trigger: Trigger,
): void {
  if (start.interrupting === false) {
    enterEventSubprocess(x, scope, start, trigger);
    return;
  }
  scope.pending = trigger;
  interruptScope(x, scope);
  closeEventSubprocesses(x, scope, x.node(scope));
  if (scope.tokens === 0) scopeEmptied(x, scope);
}

/**
 * Ends the regular flow inside of a scope: its instances are terminated, tokens that still move are dropped.
 * @param exceptKey an instance that is left to end by itself
 */
export function interruptScope(x: Execution, scope: ElementInstance, exceptKey = 0): void {
  scope.interrupted = true;
  x.save(scope);
  if (scope.type === 'AD_HOC_SUB_PROCESS') withdrawJob(x, scope);
  dropWaitingTokens(x, scope);
  for (const key of childrenOf(x, scope.key)) if (key !== exceptKey) x.schedule({ op: 'terminate', key });
}
