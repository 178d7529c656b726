import { indexText, type SignalSubscription } from '../state/index.ts';
import type { Execution } from './execution.ts';

/** Lets an instance wait for a signal. */
export function openSignalSubscription(x: Execution, subscription: SignalSubscription): void {
  const { key, name, elementId, hostKey } = subscription;
  x.state.signalSubscriptions.insert(key, subscription);
  x.state.signalWaiting.insert([indexText(name), key], 1);
  x.record('SIGNAL_SUBSCRIPTION', 'CREATED', key, [name, elementId, hostKey]);
}

/** Ends the waiting. */
export function closeSignalSubscription(x: Execution, key: number): void {
  const subscription = x.state.signalSubscriptions.get(key);
  if (subscription === undefined) return;
  x.state.signalSubscriptions.remove(key);
  x.state.signalWaiting.remove([indexText(subscription.name), key]);
  x.record('SIGNAL_SUBSCRIPTION', 'DELETED', key, [subscription.name, subscription.elementId]);
}

/** All who wait for the signal at this moment, the longest waiting first. */
export function waitingForSignal(x: Execution, name: string): SignalSubscription[] {
  const found: SignalSubscription[] = [];
  for (const [key] of x.state.signalWaiting.scan([indexText(name)])) {
    const subscription = x.state.signalSubscriptions.get(key[1] as number);
    if (subscription?.name === name) found.push(subscription);
  }
  return found;
}
