import { ERROR_TABLE, type ErrorCode } from '../errors.ts';
import type { JobPlace } from '../processor/commands.ts';
import { giveBack, type JobSource } from './activation.ts';
import type { JobConsumer } from './consumer.ts';
import { ReservedPlace } from './reserved-place.ts';

/** Most activations of one type that run at once, while every answer comes back full. */
const MAX_WIDTH = 16;
/** How long to leave an overloaded engine alone, in ms. */
const RETRY_AFTER_MS = 50;

/**
 * The consumers that wait for jobs of one type, first come first served.
 *
 * While there is nothing left to fetch, a consumer gets a new job from the very command that makes it: the engine asks for a
 * place (`reserve`), activates the job in the same commit, and delivers it after that. What finds no place is fetched by an
 * activation of its own, and so is all that comes until nothing is left: older jobs come first.
 *
 * One activation runs at a time while answers come back with room to spare: then nothing is left to fetch and the next
 * wake-up starts the next one, so ten waiting clients cost one command for one new job. Answers that come back full
 * double the number that run side by side.
 */
export class TypeQueue {
  readonly #source: JobSource;
  readonly #onIdle: () => void;
  readonly #unsubscribe: () => void;
  /** In the order of service. A Set keeps insertion order and removes in constant time. */
  readonly #waiting = new Set<JobConsumer>();
  readonly #busy = new Set<JobConsumer>();
  readonly #running = new Set<Promise<unknown>>();
  /** Where jobs of the commit that is being made go. */
  readonly #places = new Map<JobConsumer, ReservedPlace>();
  #width = 1;
  #wakeUps = 0;
  /** The last activation took all there was and nobody has called since. */
  #drained = false;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(type: string, source: JobSource, onIdle: () => void) {
    this.#source = source;
    this.#onIdle = onIdle;
    const onAvailable = (): void => {
      this.#wakeUps += 1;
      this.#drained = false;
      this.#serve();
    };
    this.#unsubscribe = source.onJobsAvailable(type, onAvailable, { reserve: () => this.#reserve() });
  }

  /** Puts a consumer at the end of the queue. */
  add(consumer: JobConsumer): void {
    this.#waiting.add(consumer);
    this.#serve();
  }

  /** Takes a consumer out. One whose activation is running gets its answer first. */
  remove(consumer: JobConsumer): void {
    this.#waiting.delete(consumer);
    this.#places.delete(consumer);
    this.#dropWhenIdle();
  }

  isBusy(consumer: JobConsumer): boolean {
    return this.#busy.has(consumer);
  }

  /** Resolves when the activations under way have been answered or given back. */
  async close(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#waiting.clear();
    this.#unsubscribe();
    await Promise.all(this.#running);
  }

  #serve(): void {
    while (!this.#drained && this.#retryTimer === undefined && this.#busy.size < this.#width) {
      const next = this.#first();
      if (next === undefined) return;
      const run = this.#activateFor(next).finally(() => this.#running.delete(run));
      this.#running.add(run);
    }
  }

  #reserve(): JobPlace | undefined {
    if (!this.#drained || this.#retryTimer !== undefined) return undefined;
    for (const consumer of this.#waiting) {
      if (this.#busy.has(consumer)) continue;
      const place = this.#places.get(consumer) ?? this.#openPlace(consumer);
      if (place.take()) return place;
    }
    return undefined;
  }

  #openPlace(consumer: JobConsumer): ReservedPlace {
    const place = new ReservedPlace(consumer, consumer.capacity(this.#waiting.size), (jobs) => {
      this.#places.delete(consumer);
      this.#settle(consumer, consumer.take(jobs));
      this.#dropWhenIdle();
    });
    this.#places.set(consumer, place);
    return place;
  }

  #first(): JobConsumer | undefined {
    for (const consumer of this.#waiting) if (!this.#busy.has(consumer)) return consumer;
    return undefined;
  }

  async #activateFor(consumer: JobConsumer): Promise<void> {
    const wakeUpsBefore = this.#wakeUps;
    const maxJobs = consumer.capacity(this.#waiting.size);
    this.#busy.add(consumer);
    try {
      const { jobs } = await this.#source.submit('activateJobs', { ...consumer.activation, maxJobs });
      this.#busy.delete(consumer);
      const full = jobs.length >= maxJobs;
      this.#width = full ? Math.min(this.#width * 2, MAX_WIDTH) : 1;
      if (!full && wakeUpsBefore === this.#wakeUps) this.#drained = true;
      if (consumer.gone) {
        this.#waiting.delete(consumer);
        await giveBack(this.#source, jobs);
      } else {
        this.#settle(consumer, consumer.take(jobs));
      }
    } catch (error) {
      this.#busy.delete(consumer);
      if (isRetryable(error)) {
        if (consumer.gone || consumer.take([]) === 'leave') this.#waiting.delete(consumer);
        this.#pause();
      } else {
        this.#waiting.delete(consumer);
        if (!consumer.gone) consumer.refuse(error);
      }
    }
    this.#serve();
    this.#dropWhenIdle();
  }

  #settle(consumer: JobConsumer, place: ReturnType<JobConsumer['take']>): void {
    if (place === 'keep-place') return;
    this.#waiting.delete(consumer);
    if (place === 'to-the-end') this.#waiting.add(consumer);
  }

  #pause(): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      this.#serve();
      this.#dropWhenIdle();
    }, RETRY_AFTER_MS);
  }

  #dropWhenIdle(): void {
    if (this.#waiting.size === 0 && this.#busy.size === 0) this.#onIdle();
  }
}

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code in ERROR_TABLE && ERROR_TABLE[code as ErrorCode].retryable;
}
