import type { ElementBehavior } from '../../processor/behavior.ts';
import { closeSubscriptions } from '../../processor/subscriptions.ts';
import { interruptScope } from '../../processor/triggers.ts';

/** Ends everything else in the scope, which then completes. */
export const terminateAround: ElementBehavior['activate'] = (x, instance) => {
  const scope = x.instance(instance.scopeKey);
  const inside = new Set(x.node(scope).eventSubprocesses.map(({ startEvent }) => startEvent?.id));
  closeSubscriptions(x, scope, ({ elementId }) => inside.has(elementId));
  interruptScope(x, scope);
  return 'complete';
};
