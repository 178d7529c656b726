import { indexText } from '../state/index.ts';
import type { Variables } from './commands.ts';
import type { Execution } from './execution.ts';
import { NO_PARENT, startProcess } from './process-start.ts';
import { waitingForSignal } from './signal-subscriptions.ts';
import { triggerInstance } from './triggers.ts';

/**
 * Hands a signal to everyone who waits for it at this moment, and starts the latest version of each process that it
 * starts. Nothing is kept for later. Answers the key of the broadcast.
 */
export function broadcast(x: Execution, name: string, variables: Variables): number {
  const key = x.newKey();
  x.record('SIGNAL', 'BROADCASTED', key, [name, variables]);
  for (const subscription of waitingForSignal(x, name)) {
    // One before it may have ended the instance that this belonged to.
    const host = x.state.instances.get(subscription.hostKey);
    if (host === undefined || x.state.signalSubscriptions.get(subscription.key) === undefined) continue;
    x.record('SIGNAL_SUBSCRIPTION', 'TRIGGERED', subscription.key, [name, key, subscription.elementId]);
    triggerInstance(x, host, { elementId: subscription.elementId, variables });
  }
  for (const [start, definitionKey] of [...x.state.signalStarts.scan([indexText(name)])]) {
    const definition = x.state.definitions.get(definitionKey);
    if (definition === undefined) continue;
    const trigger = { elementId: String(start[2]), variables };
    startProcess(x, { definition, variables: {}, trigger, process: NO_PARENT });
  }
  return key;
}
