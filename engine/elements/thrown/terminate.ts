import type { ElementBehavior } from '../../processor/behavior.ts';
import { closeEventSubprocesses } from '../../processor/subscriptions.ts';
import { interruptScope } from '../../processor/triggers.ts';

/** Ends everything else in the scope, which then completes. */
export const terminateAround: ElementBehavior['activate'] = (x, instance) => {
  const scope = x.instance(instance.scopeKey);
  closeEventSubprocesses(x, scope, x.node(scope));
  interruptScope(x, scope, instance.key);
  return 'complete';
};
