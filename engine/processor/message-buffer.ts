import { indexText, type Message, type MessageSubscription } from '../state/index.ts';
import type { Execution } from './execution.ts';

type Receiver = Pick<MessageSubscription, 'name' | 'correlationKey' | 'processId'>;

/** The first buffered message that the subscription's process has not had yet; it is marked as had. */
export function takeBuffered(x: Execution, subscription: Receiver): Message | undefined {
  const message = findBuffered(x, subscription);
  if (message !== undefined) markTaken(x, message, subscription.processId);
  return message;
}

/** The process has had the message. */
export function markTaken(x: Execution, message: Message, processId: string): void {
  message.correlatedTo = [...message.correlatedTo, processId];
  x.state.messages.put(message.key, message);
}

/** The first buffered message that the subscription's process has not had yet. */
export function findBuffered(x: Execution, subscription: Receiver): Message | undefined {
  const { name, correlationKey, processId } = subscription;
  for (const [key] of x.state.buffered.scan([indexText(name), indexText(correlationKey)])) {
    const message = x.state.messages.get(key[2] as number);
    if (message === undefined || message.name !== name || message.correlationKey !== correlationKey) continue;
    if (message.expiresAt <= x.now || message.correlatedTo.includes(processId)) continue;
    return message;
  }
  return undefined;
}

/** Keeps a message until its time to live is over. */
export function bufferMessage(x: Execution, message: Message): void {
  const path = [indexText(message.name), indexText(message.correlationKey)] as const;
  x.state.messages.insert(message.key, message);
  x.state.buffered.insert([...path, message.key], 1);
  if (message.messageId !== '') x.state.messageIds.put([...path, indexText(message.messageId)], message.key);
  x.addDue(message.expiresAt, message.key, 'message');
}

/** Removes a message from the buffer. */
export function dropMessage(x: Execution, message: Message): void {
  const path = [indexText(message.name), indexText(message.correlationKey)] as const;
  x.state.messages.remove(message.key);
  x.state.buffered.remove([...path, message.key]);
  if (message.messageId !== '') x.state.messageIds.remove([...path, indexText(message.messageId)]);
  x.removeDue(message.expiresAt, message.key);
  x.record('MESSAGE', 'EXPIRED', message.key, [message.name, message.correlationKey]);
}
