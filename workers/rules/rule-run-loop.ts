import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isDomainError } from '@jiesu/domain';
import { isDatabaseUnavailable } from '@jiesu/store';
import type { ConfigTexts } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import { runApply } from './apply-run.ts';
import { runReplay } from './replay-run.ts';
import { RunRecord } from './run-record.ts';

export interface RuleRunLoopOptions {
  readonly context: WorkerContext;
  /** Files of the repository. */
  readonly files: ConfigTexts;
  /** Business time, ms since 1970. */
  readonly now: () => Promise<number>;
  /** The machine's time, for leases. */
  readonly machineNow: () => number;
  /** Looks whether the versions in force are known here. */
  readonly refresh: () => Promise<void>;
  /** Most orders a second that rules are applied to. */
  readonly perSecond: number;
  /** Pause between looks that found nothing, in ms. @default 1000 */
  readonly pauseMs?: number;
}

/** Faults that pass: the run waits and goes on. */
const PASSING = new Set<unknown>([4, 8, 14, 'ECONNREFUSED', 'ECONNRESET', 'ENGINE_UNAVAILABLE']);

/** Does the long work of rules, one run at a time, beside the jobs. */
export class RuleRunLoop {
  readonly #options: RuleRunLoopOptions;
  readonly #owner = randomUUID();
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #record: RunRecord | undefined;

  constructor(options: RuleRunLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#loop();
  }

  /** Leaves the run that is under way to whoever is next. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#record?.release().catch(() => undefined);
    await this.#running;
  }

  /** Takes a run if there is one. Answers whether there was. */
  async round(): Promise<boolean> {
    const { context, machineNow, now, refresh } = this.#options;
    const record = await RunRecord.take(context.store, this.#owner, machineNow);
    if (record === undefined) return false;
    this.#record = record;
    const { _id: run, kind, startedAt } = record.run;
    try {
      await refresh();
      const at = await now();
      if (startedAt === undefined) {
        await context.store.ruleRuns.updateOne({ _id: run }, { $set: { startedAt: new Date(at) } });
      }
      if (kind === 'replay') await runReplay(context, record, at);
      else await runApply(context, record, at, this.#options);
      context.logger.info({ run, kind }, 'a run over orders has ended');
    } catch (error) {
      await this.#failed(record, error);
    } finally {
      this.#record = undefined;
    }
    return true;
  }

  async #failed(record: RunRecord, error: unknown): Promise<void> {
    const { context, now } = this.#options;
    const { _id: run, kind } = record.run;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'RUN_LOST' || this.#stopping.signal.aborted) return;
    context.logger.warn({ err: error, run, kind }, 'a run over orders was interrupted');
    if (isDatabaseUnavailable(error) || PASSING.has(code)) {
      await record.release().catch(() => undefined);
      return;
    }
    const detail = isDomainError(error) ? error.code : String(error);
    await record.end('failed', await now(), { detail });
  }

  async #loop(): Promise<void> {
    const { pauseMs = 1000, context } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const found = await this.round().catch((error: unknown) => {
        context.logger.warn({ err: error }, 'runs over orders wait: a look for them failed');
        return false;
      });
      if (!found) await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
