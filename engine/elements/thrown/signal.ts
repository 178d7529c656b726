import type { ElementBehavior } from '../../processor/behavior.ts';
import { evaluateText } from '../../processor/evaluation.ts';
import { localVariables } from '../../processor/variables.ts';

/**
 * Broadcasts a signal with the event's local variables, then goes on. The event is still there while the others hear it:
 * an event subprocess around it may be among them, even when this is the last token of the scope.
 */
export const throwSignal: ElementBehavior['activate'] = (x, instance, node) => {
  if (node.event?.kind !== 'signal') return 'complete';
  const signalName = evaluateText(x, node.event.signalName, instance.key, 'the signal name');
  x.schedule({ op: 'broadcast', signalName, variables: localVariables(x, instance.key) });
  x.schedule({ op: 'complete', key: instance.key });
  return 'wait';
};
