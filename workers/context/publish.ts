import type { EngineMessage } from '../runtime/index.ts';

/** Sends a message to the engine. */
export type SendMessage = (message: EngineMessage) => Promise<void>;

/** A message that a job causes. */
export interface JobMessage {
  readonly name: string;
  readonly correlationKey: string;
  /** Key of the job, and what tells several messages of one job apart. */
  readonly cause: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** How long it waits for somebody who listens, in ms. @default a day */
  readonly timeToLiveMs?: number;
}

/** Publishes a message of a job, after the job's write and before its completion. */
export type Publish = (message: JobMessage) => Promise<void>;

/** Long enough for whoever is on the way to its wait, or for a worker to come back from an outage. */
const TIME_TO_LIVE_MS = 24 * 3_600_000;

/**
 * The job is the outbox: when a worker ends between publishing and completing, the job is delivered again and publishes
 * again, and the engine drops what has the id of a message that it holds.
 */
export function publisher(send: SendMessage): Publish {
  return ({ name, correlationKey, cause, variables = {}, timeToLiveMs = TIME_TO_LIVE_MS }) =>
    send({
      name,
      correlationKey,
      messageId: `${name}:${cause}`,
      timeToLiveMs,
      variables,
    });
}
