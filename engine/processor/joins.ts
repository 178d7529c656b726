import type { SequenceFlow } from '../model/graph.ts';
import type { ElementInstance } from '../state/index.ts';
import type { Execution } from './execution.ts';

/**
 * A token arrives at the end of a flow. Answers whether the target is entered: a parallel gateway with several incoming
 * flows waits until each of them has a token, and then takes one of each. At an inclusive gateway with several the token
 * waits in any case: inclusive-joins.ts says until when.
 */
export function flowTaken(x: Execution, scope: ElementInstance, flow: SequenceFlow): boolean {
  const { target } = flow;
  const isInclusive = target.type === 'INCLUSIVE_GATEWAY';
  if ((target.type !== 'PARALLEL_GATEWAY' && !isInclusive) || target.incoming.length < 2) return true;
  const waiting = { ...scope.joins?.[target.id] };
  waiting[flow.id] = (waiting[flow.id] ?? 0) + 1;
  const complete = !isInclusive && target.incoming.every(({ id }) => (waiting[id] ?? 0) > 0);
  if (complete) {
    for (const { id } of target.incoming) waiting[id] = (waiting[id] ?? 0) - 1;
    scope.tokens -= target.incoming.length - 1;
  }
  scope.joins = { ...scope.joins, [target.id]: waiting };
  x.save(scope);
  return complete;
}

/** Forgets the tokens that wait at gateways of the scope. */
export function dropWaitingTokens(x: Execution, scope: ElementInstance): void {
  if (scope.joins === null) return;
  for (const flows of Object.values(scope.joins)) {
    for (const count of Object.values(flows)) scope.tokens -= count;
  }
  scope.joins = null;
  x.save(scope);
}
