import type { Variables } from '../processor/commands.ts';
import { rowCodec } from './row.ts';

/** A message in the buffer, kept until its time to live is over. */
export interface Message {
  readonly key: number;
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly variables: Variables;
  /** Epoch ms at which it leaves the buffer. */
  readonly expiresAt: number;
  /** Ids of the processes that it has reached; each is reached once. */
  correlatedTo: readonly string[];
}

export const messageCodec = rowCodec<Message>(
  ['key', 'name', 'correlationKey', 'messageId', 'variables', 'expiresAt', 'correlatedTo'],
  { keys: ['key'] },
);

/** An instance that waits for a message. */
export interface MessageSubscription {
  readonly key: number;
  readonly name: string;
  readonly correlationKey: string;
  readonly hostKey: number;
  readonly elementId: string;
  readonly processId: string;
  readonly processInstanceKey: number;
}

export const messageSubscriptionCodec = rowCodec<MessageSubscription>(
  ['key', 'name', 'correlationKey', 'hostKey', 'elementId', 'processId', 'processInstanceKey'],
  { keys: ['key', 'hostKey', 'processInstanceKey'] },
);
