import type { ElementNode } from '../model/graph.ts';
import { elementsThatReach } from '../model/reach.ts';
import type { ElementInstance } from '../state/index.ts';
import type { Execution } from './execution.ts';
import { childrenOf } from './instances.ts';

/*
 * A converging inclusive gateway takes its tokens when each incoming flow has one, or when no token of the scope can come
 * along a flow that has none. That depends on tokens far away, so it is asked again whenever one of the scope has moved
 * or ended.
 */

/** The gateway of the scope that may go on now; the tokens that wait there are one by then, one from each flow. */
export function takeInclusiveJoin(x: Execution, scope: ElementInstance): ElementNode | undefined {
  const gateways = waitingGateways(x, scope);
  const joining = gateways.filter(({ type }) => type === 'INCLUSIVE_GATEWAY');
  if (joining.length === 0) return undefined;
  const active = childrenOf(x, scope.key).map((key) => x.instance(key).elementId);
  const waiting = Object.values(scope.joins ?? {}).reduce((sum, flows) => sum + tokensOf(flows), 0);
  // A token on its way is at no element. Where it arrives, this is asked again.
  const isOneMoving = scope.tokens > active.length + waiting;
  const ready = joining.find(
    (gateway) => hasAll(scope, gateway) || (!isOneMoving && !canOneCome(scope, gateway, active, gateways)),
  );
  if (ready !== undefined) takeOneOfEach(x, scope, ready);
  return ready;
}

function waitingGateways(x: Execution, scope: ElementInstance): ElementNode[] {
  const { elements } = x.graph(scope);
  return Object.entries(scope.joins ?? {}).flatMap(([id, flows]) => {
    const gateway = tokensOf(flows) > 0 ? elements.get(id) : undefined;
    return gateway === undefined ? [] : [gateway];
  });
}

function tokensOf(flows: Readonly<Record<string, number>>): number {
  return Object.values(flows).reduce((sum, count) => sum + count, 0);
}

function countAt(scope: ElementInstance, gateway: ElementNode, flowId: string): number {
  return scope.joins?.[gateway.id]?.[flowId] ?? 0;
}

function hasAll(scope: ElementInstance, gateway: ElementNode): boolean {
  return gateway.incoming.every(({ id }) => countAt(scope, gateway, id) > 0);
}

function canOneCome(
  scope: ElementInstance,
  gateway: ElementNode,
  active: readonly string[],
  gateways: readonly ElementNode[],
): boolean {
  return gateway.incoming.some((flow) => {
    if (countAt(scope, gateway, flow.id) > 0) return false;
    const reaching = elementsThatReach(flow);
    return (
      active.some((id) => reaching.has(id)) ||
      gateways.some((other) => reaching.has(other.id) && !waitsFor(other, gateway))
    );
  });
}

/** Whether a gateway may wait for what comes out of another: then that one must not wait for it. */
function waitsFor(gateway: ElementNode, other: ElementNode): boolean {
  return gateway.incoming.some((flow) => elementsThatReach(flow).has(other.id));
}

function takeOneOfEach(x: Execution, scope: ElementInstance, gateway: ElementNode): void {
  const left: Record<string, number> = {};
  let taken = 0;
  for (const { id } of gateway.incoming) {
    const count = countAt(scope, gateway, id);
    if (count > 0) taken += 1;
    if (count > 1) left[id] = count - 1;
  }
  scope.tokens -= taken - 1;
  scope.joins = withJoin(scope.joins, gateway.id, left);
  x.save(scope);
}

function withJoin(
  joins: ElementInstance['joins'],
  gatewayId: string,
  flows: Record<string, number>,
): ElementInstance['joins'] {
  const others = Object.entries(joins ?? {}).filter(([id]) => id !== gatewayId);
  if (Object.keys(flows).length > 0) others.push([gatewayId, flows]);
  return others.length === 0 ? null : Object.fromEntries(others);
}
