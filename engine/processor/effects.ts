import type { EngineError } from '../errors.ts';
import type { ActivatedJob, JobPlace } from './commands.ts';

export type Answer = { readonly value: unknown } | { readonly error: EngineError };

/** What a command brings about outside of the store, once it is on disk. */
export class Effects {
  /** Jobs that the command has made activatable, in order, until they are offered to those who wait. */
  readonly offered: { readonly type: string; readonly key: number }[] = [];
  /** Types of jobs that nobody took at once. */
  readonly jobTypes = new Set<string>();
  /** Jobs that were activated in the command itself, for whom. */
  readonly deliveries = new Map<JobPlace, ActivatedJob[]>();
  readonly answers = new Map<string, Answer>();
  readonly continuations: number[] = [];
  earliestDue = Infinity;

  jobAvailable(type: string, key: number): void {
    this.offered.push({ type, key });
  }

  deliver(place: JobPlace, job: ActivatedJob): void {
    const jobs = this.deliveries.get(place);
    if (jobs === undefined) this.deliveries.set(place, [job]);
    else jobs.push(job);
  }

  /** The command did not happen: the places of its jobs are free again. */
  undo(): void {
    for (const [place, jobs] of this.deliveries) place.release(jobs.length);
    this.deliveries.clear();
  }

  /** Answers a command that waits, be it this one or an earlier one. */
  answer(requestId: string, answer: Answer): void {
    if (requestId !== '') this.answers.set(requestId, answer);
  }

  continueWith(key: number): void {
    this.continuations.push(key);
  }

  dueAt(epochMs: number): void {
    if (epochMs < this.earliestDue) this.earliestDue = epochMs;
  }
}
