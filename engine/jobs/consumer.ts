import type { ActivatedJob } from '../processor/commands.ts';
import type { JobActivation } from './activation.ts';

/** Someone who takes jobs of one type: a waiting long poll, or a stream. */
export interface JobConsumer {
  readonly activation: JobActivation;
  /** The client went away: what is activated for it is given back. */
  readonly gone: boolean;
  /** Most jobs to take now, when `sharing` consumers of the type wait. */
  capacity(sharing: number): number;
  /** Takes jobs (perhaps none). Answers whether it stays in the queue. */
  take(jobs: readonly ActivatedJob[]): 'leave' | 'keep-place' | 'to-the-end';
  /** Tells the client that its request failed; the consumer is out of the queue. */
  refuse(error: unknown): void;
}
