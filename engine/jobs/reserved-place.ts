import type { ActivatedJob, JobPlace } from '../processor/commands.ts';
import type { JobConsumer } from './consumer.ts';

/** Room at one consumer for jobs that are activated while they are made. Lives no longer than a commit. */
export class ReservedPlace implements JobPlace {
  readonly request: JobConsumer['activation'];
  readonly #onDelivered: (jobs: readonly ActivatedJob[]) => void;
  readonly #capacity: number;
  #taken = 0;

  constructor(consumer: JobConsumer, capacity: number, onDelivered: (jobs: readonly ActivatedJob[]) => void) {
    this.request = consumer.activation;
    this.#capacity = capacity;
    this.#onDelivered = onDelivered;
  }

  /** Takes one place of it. False: all are taken. */
  take(): boolean {
    if (this.#taken >= this.#capacity) return false;
    this.#taken += 1;
    return true;
  }

  release(count: number): void {
    this.#taken -= count;
  }

  deliver(jobs: readonly ActivatedJob[]): void {
    this.#onDelivered(jobs);
  }
}
