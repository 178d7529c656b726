import type { ElementBehavior } from '../../processor/behavior.ts';
import { evaluateText } from '../../processor/evaluation.ts';
import { localVariables } from '../../processor/variables.ts';

/** Broadcasts a signal with the event's local variables, and goes on. */
export const throwSignal: ElementBehavior['activate'] = (x, instance, node) => {
  if (node.event?.kind !== 'signal') return 'complete';
  const signalName = evaluateText(x, node.event.signalName, instance.key, 'the signal name');
  x.schedule({ op: 'broadcast', signalName, variables: localVariables(x, instance.key) });
  return 'complete';
};
