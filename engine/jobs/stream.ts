import type { ActivatedJob } from '../processor/commands.ts';
import type { JobActivation } from './activation.ts';
import type { JobConsumer } from './consumer.ts';

/** Jobs that one stream takes at a time when it is alone: at first, and when there are always more. */
const STREAM_BATCH = 64;
const MAX_STREAM_BATCH = 256;

/** Where a stream's jobs go. */
export interface JobSink {
  /** Sends a job. False: too much waits for the client to read it; send no more until `resume`. */
  push(job: ActivatedJob): boolean;
  /** Ends the stream. */
  fail(error: unknown): void;
}

/** A client that jobs are pushed to as they become available, as long as it reads them. */
export class JobStream implements JobConsumer {
  readonly activation: JobActivation;
  gone = false;
  #blocked = false;
  #batch = STREAM_BATCH;
  #asked = STREAM_BATCH;
  readonly #sink: JobSink;

  constructor(activation: JobActivation, sink: JobSink) {
    this.activation = activation;
    this.#sink = sink;
  }

  capacity(sharing: number): number {
    this.#asked = Math.max(1, Math.floor(this.#batch / Math.max(1, sharing)));
    return this.#asked;
  }

  take(jobs: readonly ActivatedJob[]): 'leave' | 'keep-place' | 'to-the-end' {
    this.#batch = jobs.length < this.#asked ? STREAM_BATCH : Math.min(this.#batch * 2, MAX_STREAM_BATCH);
    for (const job of jobs) if (!this.#sink.push(job)) this.#blocked = true;
    if (this.#blocked) return 'leave';
    return jobs.length === 0 ? 'keep-place' : 'to-the-end';
  }

  refuse(error: unknown): void {
    this.gone = true;
    this.#sink.fail(error);
  }

  /** The client reads again. Answers whether the stream was waiting for that. */
  unblock(): boolean {
    const was = this.#blocked;
    this.#blocked = false;
    return was;
  }
}
