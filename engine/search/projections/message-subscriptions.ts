import { dateText, keyText } from '../changes.ts';
import type { Projection } from './projection.ts';

/** PROCESS_MESSAGE_SUBSCRIPTION: who waits for a message, or waited. */
export const messageSubscription: Projection = (changes, { intent, key, value, timestamp }) => {
  const lastUpdatedDate = dateText(timestamp);
  if (intent !== 'CREATED') {
    changes.update('message-subscriptions', key, { messageSubscriptionState: intent, lastUpdatedDate });
    return;
  }
  const [messageName, correlationKey, elementId, elementInstanceKey, processInstanceKey] = value as [
    string,
    string,
    string,
    number,
    number,
  ];
  changes.set('message-subscriptions', key, {
    ...changes.processOf(processInstanceKey),
    elementId,
    elementInstanceKey: keyText(elementInstanceKey),
    messageSubscriptionState: 'CREATED',
    lastUpdatedDate,
    messageName,
    correlationKey,
  });
};
