import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { failureOf } from './errors.ts';
import type { JobHandler } from './handler.ts';
import type { Job } from './job.ts';
import type { JobOutcome, WorkerMetrics } from './metrics.ts';
import type { Reachability } from './reachability.ts';
import type { JobSource } from './source.ts';

export interface JobWorkerOptions<C> {
  readonly handler: JobHandler<C>;
  readonly source: JobSource;
  readonly context: C;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
  readonly reachability: Reachability;
  readonly workerName: string;
  /** Jobs in work at once. */
  readonly capacity: number;
  /** How long a request for jobs is held open, in ms. */
  readonly longPollMs: number;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;
/**
 * A failure that may pass by itself is tried again here first, within this time and after this pause, in ms: most are
 * gone in a moment, and the engine's pause before it gives a job out again counts on its clock, which a test may have stopped.
 */
const TRY_AGAIN_WITHIN_MS = 1500;
const TRY_AGAIN_AFTER_MS = 100;

/**
 * Takes the jobs of one type: asks with a long poll, works on what comes while it asks again. So a job is taken as
 * soon as it exists, without streams that would need a poll beside them as a safety net. While the engine is away it
 * asks with growing pauses.
 */
export class JobWorker<C> {
  readonly #options: JobWorkerOptions<C>;
  readonly #active = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #wake: (() => void) | undefined;

  constructor(options: JobWorkerOptions<C>) {
    this.#options = options;
  }

  start(): void {
    void this.#askForJobs();
  }

  /** Takes no more jobs. Resolves when those in work are done, after `withinMs` at the latest. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    const tooLate = new AbortController();
    await Promise.race([
      Promise.allSettled(this.#active),
      pause(withinMs, undefined, { signal: tooLate.signal }).catch(() => undefined),
    ]);
    tooLate.abort();
  }

  async #askForJobs(): Promise<void> {
    const { handler, source, reachability, metrics, capacity, longPollMs, workerName } = this.#options;
    let pauseMs = 0;
    while (!this.#isStopping()) {
      const free = capacity - this.#active.size;
      if (free === 0) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      try {
        const jobs = await source.activate({
          type: handler.type,
          worker: workerName,
          maxJobs: free,
          timeoutMs: handler.timeoutMs,
          longPollMs,
          fetchVariables: handler.fetchVariables,
        });
        reachability.answered();
        pauseMs = 0;
        for (const job of jobs) this.#take(job);
      } catch (error) {
        metrics.pollFailed(handler.type);
        if (!this.#isStopping()) reachability.failed(codeOf(error));
        pauseMs = Math.min(Math.max(pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
        await pause(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #take(job: Job): void {
    const { handler, metrics } = this.#options;
    const work = (this.#isStopping() ? this.#handBack(job) : this.#work(job)).finally(() => {
      this.#active.delete(work);
      metrics.active(handler.type, this.#active.size);
      this.#wake?.();
    });
    this.#active.add(work);
    metrics.active(handler.type, this.#active.size);
  }

  async #work(job: Job): Promise<void> {
    const { handler, source, context, logger, metrics } = this.#options;
    const begun = performance.now();
    let outcome: JobOutcome;
    try {
      const attempt = () =>
        handler.handle(job, context).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
      let result = await attempt();
      while ('error' in result && this.#isWorthAnotherTry(result.error, begun)) {
        await pause(TRY_AGAIN_AFTER_MS);
        result = await attempt();
      }
      if ('value' in result) {
        await source.complete(job, result.value);
        outcome = result.value.deniedReason === undefined ? 'completed' : 'denied';
      } else {
        outcome = await this.#report(job, result.error);
      }
    } catch (error) {
      // Not answered: the engine gives the job out again when its time is over.
      outcome = source.isJobGone(error) ? 'gone' : 'lost';
      if (outcome === 'lost')
        logger.warn({ ...placeOf(job), code: codeOf(error) }, 'the job was not answered');
    }
    const ms = performance.now() - begun;
    metrics.job(handler.type, outcome, ms / 1000);
    logger.debug({ ...placeOf(job), outcome, ms: Math.round(ms) }, 'job');
  }

  #isWorthAnotherTry(error: unknown, begun: number): boolean {
    if (this.#isStopping() || performance.now() - begun > TRY_AGAIN_WITHIN_MS) return false;
    return failureOf(error).kind === 'retry';
  }

  async #report(job: Job, error: unknown): Promise<JobOutcome> {
    const { source, logger } = this.#options;
    const failure = failureOf(error);
    switch (failure.kind) {
      case 'bpmn-error':
        await source.throwError(job, failure.code);
        return 'bpmn-error';
      case 'retry':
        logger.info({ ...placeOf(job), code: failure.code }, 'job is tried again later');
        await source.fail(job, {
          retries: job.retries,
          message: failure.code,
          retryAfterMs: failure.retryAfterMs,
        });
        return 'retried';
      case 'incident':
        logger.error({ ...placeOf(job), code: failure.code, where: framesOf(error) }, 'job failed for good');
        await source.fail(job, { retries: 0, message: failure.code, retryAfterMs: 0 });
        return 'incident';
    }
  }

  /** A job that was on its way while the worker stopped: another one gets it at once. */
  async #handBack(job: Job): Promise<void> {
    const handedBack = { retries: job.retries, message: 'WORKER_STOPPING', retryAfterMs: 0 };
    await this.#options.source.fail(job, handedBack).catch(() => undefined);
  }
}

function placeOf(job: Job): Readonly<Record<string, string>> {
  return {
    type: job.type,
    job: job.key,
    element: job.elementId,
    instance: job.processInstanceKey,
    ...(job.listener === undefined ? {} : { event: job.listener.event }),
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}

/** The calls that led there, without the message: that may quote what a person wrote. */
function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
}
