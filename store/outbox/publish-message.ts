import type { OutboxEntry } from '../models/index.ts';

/** Kind of the entries that carry a message to the engine. */
export const PUBLISH_MESSAGE = 'publish-message';

/** A message to a process; ids and codes only. */
export interface ProcessMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly timeToLiveMs: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Entry with which a change is stored so that a process hears of it. Whoever stores it publishes the message at once;
 * when that fails the relay does so `leaseMs` later. The engine drops what it had before by `messageId`. `now` in ms.
 */
export function messageEntry(message: ProcessMessage, now: number, leaseMs = 10_000): OutboxEntry {
  return {
    id: message.messageId,
    kind: PUBLISH_MESSAGE,
    payload: { ...message },
    at: new Date(now),
    attempts: 1,
    nextAt: new Date(now + leaseMs),
  };
}

/** The message of such an entry. */
export function messageOf({ payload }: Pick<OutboxEntry, 'payload'>): ProcessMessage {
  return payload as unknown as ProcessMessage;
}
