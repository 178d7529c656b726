import type { ActivatedJob, JobPlace, JobTaker } from './commands.ts';

interface Waiting {
  readonly listener: () => void;
  readonly taker: JobTaker | undefined;
}

/** Who waits for jobs, by type: takes them while they are made, or is told after the commit that there may be some. */
export class JobTakers {
  readonly #byType = new Map<string, Set<Waiting>>();
  readonly #told = new Set<string>();
  readonly #delivered = new Map<JobPlace, ActivatedJob[]>();
  #scheduled = false;

  /** Returns the removal. */
  add(type: string, listener: () => void, taker?: JobTaker): () => void {
    const all = this.#byType.get(type) ?? new Set();
    const waiting = { listener, taker };
    all.add(waiting);
    this.#byType.set(type, all);
    return () => {
      all.delete(waiting);
      if (all.size === 0 && this.#byType.get(type) === all) this.#byType.delete(type);
    };
  }

  /** A place for a job, or undefined when nobody who waits has one. */
  reserve(type: string): JobPlace | undefined {
    for (const { taker } of this.#byType.get(type) ?? []) {
      const place = taker?.reserve();
      if (place !== undefined) return place;
    }
    return undefined;
  }

  /** Jobs were activated for a place by a command that is on disk. They get there once for all commands of the commit. */
  deliver(place: JobPlace, jobs: readonly ActivatedJob[]): void {
    const earlier = this.#delivered.get(place);
    if (earlier === undefined) this.#delivered.set(place, [...jobs]);
    else earlier.push(...jobs);
    this.#schedule();
  }

  /** There may be jobs of the type that nobody took. */
  notify(type: string): void {
    if (!this.#byType.has(type)) return;
    this.#told.add(type);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    this.#scheduled = false;
    const delivered = [...this.#delivered];
    const types = [...this.#told];
    this.#delivered.clear();
    this.#told.clear();
    for (const [place, jobs] of delivered) place.deliver(jobs);
    for (const type of types) {
      for (const { listener } of [...(this.#byType.get(type) ?? [])]) listener();
    }
  }
}
