import type { ElementBehavior } from '../processor/behavior.ts';
import { evaluateCondition } from '../processor/evaluation.ts';
import { Standstill } from '../processor/standstill.ts';

/** Takes the first flow whose condition is true, else the default flow. */
export const exclusiveGateway: ElementBehavior = {
  activate: () => 'complete',
  outgoing(x, instance, node) {
    if (node.outgoing.length === 0) return [];
    for (const flow of node.outgoing) {
      if (flow === node.defaultFlow) continue;
      if (flow.condition === undefined || evaluateCondition(x, flow.condition, instance.key)) return [flow];
    }
    if (node.defaultFlow !== undefined) return [node.defaultFlow];
    throw new Standstill(
      'CONDITION_ERROR',
      `no condition at the gateway <${node.id}> is true, and it has no default flow`,
    );
  },
};

/** Takes every flow whose condition is true, else the default flow. Where flows meet: processor/inclusive-joins.ts. */
export const inclusiveGateway: ElementBehavior = {
  activate: () => 'complete',
  outgoing(x, instance, node) {
    const taken = node.outgoing.filter(
      (flow) =>
        flow !== node.defaultFlow &&
        (flow.condition === undefined || evaluateCondition(x, flow.condition, instance.key)),
    );
    if (taken.length > 0 || node.outgoing.length === 0) return taken;
    if (node.defaultFlow !== undefined) return [node.defaultFlow];
    throw new Standstill(
      'CONDITION_ERROR',
      `no condition at the gateway <${node.id}> is true, and it has no default flow`,
    );
  },
};

/** Waits for the first of the events behind it. */
export const eventBasedGateway: ElementBehavior = {
  activate: () => 'wait',
  outgoing: (_x, instance, node) =>
    node.outgoing.filter((flow) => flow.target.id === instance.pending?.elementId),
};
