import type { ElementNode } from '../model/graph.ts';
import type { ElementBehavior } from '../processor/behavior.ts';
import type { Execution } from '../processor/execution.ts';
import { childrenOf } from '../processor/instances.ts';
import { dropWaitingTokens } from '../processor/joins.ts';
import type { ElementInstance } from '../state/index.ts';

/** Lets the first token in: at the start event that happened, else at the none start event. */
export function enterScope(x: Execution, scope: ElementInstance, node: ElementNode): 'wait' {
  const { trigger } = scope;
  const elementId = trigger?.elementId ?? node.startEvent?.id;
  if (elementId === undefined) throw new Error(`<${node.id}> has no start event`);
  // What the event brought is mapped by the start event, not by the scope.
  scope.trigger = null;
  scope.tokens += 1;
  x.schedule({
    op: 'enter',
    scopeKey: scope.key,
    elementId,
    ...(trigger === null ? {} : { seed: { trigger } }),
  });
  return 'wait';
}

/** Ends everything inside of a scope; the scope itself ends when its last token is gone. */
export function terminateScope(x: Execution, scope: ElementInstance): 'wait' | 'done' {
  dropWaitingTokens(x, scope);
  for (const key of childrenOf(x, scope.key)) x.schedule({ op: 'terminate', key });
  return scope.tokens === 0 ? 'done' : 'wait';
}

/** Embedded and event subprocesses. */
export const subprocess: ElementBehavior = { activate: enterScope, terminate: terminateScope };
