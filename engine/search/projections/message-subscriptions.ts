import { keyIn, type Projection } from './projection.ts';

/** PROCESS_MESSAGE_SUBSCRIPTION: who waits for a message, or waited. */
export const messageSubscription: Projection = (changes, { intent, key, value, timestamp }) => {
  if (intent !== 'CREATED') {
    const known = changes.get('message-subscriptions', key);
    if (known === undefined) return;
    known.state = intent;
    known.updatedAt = timestamp;
    return;
  }
  const [messageName, correlationKey, elementId, elementInstanceKey, processInstanceKey] = value as [
    string,
    string,
    string,
    number,
    number,
  ];
  const instance = keyIn(processInstanceKey);
  changes.add('message-subscriptions', key, {
    element: changes.elementIn(instance, elementId),
    elementInstance: keyIn(elementInstanceKey),
    instance,
    state: intent,
    updatedAt: timestamp,
    messageName,
    correlationKey,
  });
};
