import type { ElementBehavior } from '../../processor/behavior.ts';
import { takeCompensable } from '../../processor/compensation.ts';

/**
 * Invokes the compensation handlers of what has completed in the scope, all at once, and waits for their ends. From inside
 * of an event subprocess it is the scope around that is compensated.
 */
export const throwCompensation: ElementBehavior['activate'] = (x, instance, node) => {
  const around = x.instance(instance.scopeKey);
  const scope = around.type === 'EVENT_SUB_PROCESS' ? x.instance(around.scopeKey) : around;
  const activityRef = node.event?.kind === 'compensation' ? node.event.activityRef : undefined;
  const invoked = takeCompensable(x, scope, activityRef);
  if (invoked.length === 0) return 'complete';
  for (const { handler, variables } of invoked) {
    x.record('COMPENSATION_SUBSCRIPTION', 'TRIGGERED', instance.key, [handler.id, scope.key]);
    x.schedule({
      op: 'enter',
      scopeKey: scope.key,
      elementId: handler.id,
      seed: { variables, compensatesFor: instance.key },
    });
  }
  scope.tokens += invoked.length;
  x.save(scope);
  instance.tokens = invoked.length;
  return 'wait';
};
