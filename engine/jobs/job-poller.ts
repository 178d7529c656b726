import { EngineError } from '../errors.ts';
import type { ActivatedJob } from '../processor/commands.ts';
import { checkedActivation, giveBack, type JobActivation, type JobSource } from './activation.ts';
import { LongPoll } from './long-poll.ts';
import { JobStream, type JobSink } from './stream.ts';
import { TypeQueue } from './type-queue.ts';

/** The longest that setTimeout can wait, in ms. */
const MAX_WAIT_MS = 2_147_483_647;

export interface JobPollerOptions {
  /** Most polls and streams that may wait at once; more are refused with RESOURCE_EXHAUSTED. */
  readonly maxWaiting: number;
  /** How long a poll waits that names no time, in ms. */
  readonly defaultRequestTimeoutMs: number;
}

/** A poll under way. */
export interface JobPoll {
  /** The jobs, none when the time is over. Rejects with an EngineError. */
  readonly jobs: Promise<readonly ActivatedJob[]>;
  /** The client went away: it is dropped, and jobs that were being activated for it are given back. */
  abandon(): void;
}

/** A stream under way. */
export interface OpenJobStream {
  /** The client reads again after a push answered false. */
  resume(): void;
  /** The client went away. What was pushed to it comes back at its timeout. */
  close(): void;
}

/** Hands out jobs to clients that wait, the same for gRPC and REST. */
export class JobPoller {
  readonly #source: JobSource;
  readonly #options: JobPollerOptions;
  readonly #queues = new Map<string, TypeQueue>();
  /** Everyone who waits, with what takes it out of the queue, for close and for the bound. */
  readonly #clients = new Map<LongPoll | JobStream, () => void>();
  #closed = false;

  constructor(source: JobSource, options: JobPollerOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** Polls and streams that wait now. */
  get waiting(): number {
    return this.#clients.size;
  }

  /**
   * Activates jobs, waiting for the first ones.
   * @param requestTimeoutMs most time to wait in ms; 0: the default; below 0: not at all
   * @throws EngineError INVALID_ARGUMENT, RESOURCE_EXHAUSTED when too many wait, UNAVAILABLE when stopping
   */
  poll(request: JobActivation, requestTimeoutMs: number): JobPoll {
    const activation = checkedActivation(request);
    if (requestTimeoutMs < 0) return this.#pollOnce(activation);
    this.#admit();
    const poll = new LongPoll(activation);
    const queue = this.#queueOf(activation.type);
    const wait = requestTimeoutMs === 0 ? this.#options.defaultRequestTimeoutMs : requestTimeoutMs;
    const timer = setTimeout(
      () => {
        poll.expire(queue.isBusy(poll));
      },
      Math.min(wait, MAX_WAIT_MS),
    );
    const leave = (): void => {
      clearTimeout(timer);
      this.#clients.delete(poll);
      queue.remove(poll);
    };
    this.#clients.set(poll, leave);
    poll.jobs.then(leave, leave);
    queue.add(poll);
    return {
      jobs: poll.jobs,
      abandon: () => {
        poll.abandon();
        leave();
      },
    };
  }

  /**
   * Pushes jobs to a sink as they become available, until it is closed.
   * @throws EngineError as `poll` does
   */
  openStream(request: JobActivation, sink: JobSink): OpenJobStream {
    const activation = checkedActivation(request);
    this.#admit();
    const stream = new JobStream(activation, sink);
    const leave = (): void => {
      stream.gone = true;
      this.#clients.delete(stream);
      this.#queues.get(activation.type)?.remove(stream);
    };
    this.#clients.set(stream, leave);
    this.#queueOf(activation.type).add(stream);
    return {
      resume: () => {
        if (!stream.gone && stream.unblock()) this.#queueOf(activation.type).add(stream);
      },
      close: leave,
    };
  }

  /**
   * Refuses everyone who waits with UNAVAILABLE, and all who come later. Resolves when no activation is under way;
   * the engine must still be open until then.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const [client, leave] of [...this.#clients]) {
      client.refuse(stopping());
      client.gone = true;
      leave();
    }
    const queues = [...this.#queues.values()];
    this.#queues.clear();
    await Promise.all(queues.map((queue) => queue.close()));
  }

  #pollOnce(activation: JobActivation): JobPoll {
    if (this.#closed) throw stopping();
    let gone = false;
    const jobs = this.#source.submit('activateJobs', activation).then((answer) => {
      if (gone) void giveBack(this.#source, answer.jobs);
      return gone ? [] : answer.jobs;
    });
    return { jobs, abandon: () => void (gone = true) };
  }

  #admit(): void {
    if (this.#closed) throw stopping();
    if (this.#clients.size < this.#options.maxWaiting) return;
    throw new EngineError(
      'RESOURCE_EXHAUSTED',
      `${this.#clients.size} requests are waiting for jobs already; try again later`,
    );
  }

  #queueOf(type: string): TypeQueue {
    const existing = this.#queues.get(type);
    if (existing) return existing;
    const queue = new TypeQueue(type, this.#source, () => {
      if (this.#queues.get(type) !== queue) return;
      this.#queues.delete(type);
      void queue.close();
    });
    this.#queues.set(type, queue);
    return queue;
  }
}

function stopping(): EngineError {
  return new EngineError('UNAVAILABLE', 'the engine is stopping');
}
