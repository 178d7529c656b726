import type { ActivatedJob } from '../processor/commands.ts';
import type { JobActivation } from './activation.ts';
import type { JobConsumer } from './consumer.ts';

/** One request that waits for jobs: answered once, with jobs or, when its time is over, with none. */
export class LongPoll implements JobConsumer {
  readonly activation: JobActivation;
  readonly jobs: Promise<readonly ActivatedJob[]>;
  gone = false;
  #expired = false;
  #resolve: (jobs: readonly ActivatedJob[]) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(activation: JobActivation) {
    this.activation = activation;
    this.jobs = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  capacity(): number {
    return this.activation.maxJobs;
  }

  take(jobs: readonly ActivatedJob[]): 'leave' | 'keep-place' {
    if (jobs.length === 0 && !this.#expired) return 'keep-place';
    this.#resolve(jobs);
    return 'leave';
  }

  refuse(error: unknown): void {
    this.#reject(error);
  }

  /** Its time is over. @param busy an activation runs for it, whose answer it still takes */
  expire(busy: boolean): void {
    this.#expired = true;
    if (!busy) this.#resolve([]);
  }

  abandon(): void {
    this.gone = true;
    this.#resolve([]);
  }
}
