import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '@jiesu/store';
import type { Desks } from '@jiesu/server';
import { engineActivity } from '../client/settled.ts';
import type { EngineActivity } from '../client/settled.ts';
import { Chance } from '../simulation/chance.ts';
import type { TemporarySystem } from '../temporary-system.ts';

const DOUBLE_CLICKS = 0.1;
/** Refusals that a second click, or a click when the matter has just gone elsewhere, meets at a desk. */
const REFUSALS = ['TASK_ALREADY_COMPLETED', 'CONFLICT'];
/** An action that failed because a part of the system was down is tried again for so long, ms of real time. */
const PATIENCE_MS = 90_000;
const TRY_AGAIN_MS = 100;
/** The launcher gives up a process that dies more often; ms of real time. */
const KILL_EVERY_MS = 12_000;
/** A kill comes within so many ms of its moment, amid what is going on. */
const KILL_WITHIN_MS = 400;
/** No job ends for so long, ms of real time: those that are left were held by the worker that died. */
const STANDSTILL_MS = 2500;
/** The same without a kill: on a busy machine jobs may just take their time. */
const LONG_STANDSTILL_MS = 20_000;
const LOOK_EVERY_MS = 5;
/** Longer than a worker may hold a job. */
const HELD_MS = 15_000;

interface Parts {
  readonly system: TemporarySystem;
  readonly store: Store;
  readonly desks: Desks;
  readonly seed: number;
}

/** What goes wrong in a city: people click twice, and parts of the system are killed and come back. */
export class Accidents {
  readonly #parts: Parts;
  readonly counts = { workers: 0, engine: 0, doubleClicks: 0, refused: 0, triedAgain: 0, heldUp: 0 };
  /** Since a kill, until all that it has held up is done. */
  #disturbed = false;
  #killedAt = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Kills a part (SIGKILL) a moment from now, amid its work; resolves when the launcher starts it again. */
  async kill(name: 'workers' | 'engine', key: string): Promise<void> {
    if (performance.now() - this.#killedAt < KILL_EVERY_MS) return;
    this.#killedAt = performance.now();
    await pause(new Chance(this.#parts.seed, 'kill', key).between(0, KILL_WITHIN_MS));
    this.#disturbed = true;
    const part = this.#parts.system.processes.get(name);
    const killed = part?.pid;
    part?.kill();
    this.counts[name] += 1;
    // until then it may still answer, as if nothing had happened
    while (part?.pid === killed) await pause(TRY_AGAIN_MS);
  }

  /** Does what a person does: now and then twice at once, and again when a part of the system was down. */
  readonly attempt = async (key: string, action: () => Promise<void>): Promise<void> => {
    const twice = key !== 'clock' && new Chance(this.#parts.seed, 'clicks', key).happens(DOUBLE_CLICKS);
    if (twice) this.counts.doubleClicks += 1;
    await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => this.#persist(key, action)));
  };

  async #persist(key: string, action: () => Promise<void>): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        await action();
        return;
      } catch (error) {
        const code = String((error as { code?: unknown }).code);
        if (REFUSALS.includes(code)) {
          this.counts.refused += 1;
          return;
        }
        if (!this.#disturbed || performance.now() > end)
          throw new Error(`${key}: ${text(error)}`, { cause: error });
        this.counts.triedAgain += 1;
        await pause(TRY_AGAIN_MS);
      }
    }
  }

  /**
   * Waits until all that is due has happened. Where nothing moves although jobs are open, it moves the clock on (ms): they
   * are held by a worker that died, or by an answer that got lost, until their time is over. After a kill it waits for
   * completions that the engine may not have heard of, too.
   */
  async settle(now: number): Promise<{ activity: EngineActivity; now: number }> {
    const { restAddress } = this.#parts.system.zeebe;
    let time = now;
    let known = '';
    let since = performance.now();
    let moved = since;
    for (;;) {
      const activity = await engineActivity(restAddress).catch((error: unknown) => {
        if (this.#disturbed) return undefined;
        throw error;
      });
      if (activity !== undefined && activity.incidents > 0) return { activity, now: time };
      const idle = activity !== undefined && isIdle(activity);
      const waiting = idle ? await this.#waiting() : 0;
      // what was waiting may have reached the engine since it was asked
      if (idle && waiting === 0 && isIdle(await engineActivity(restAddress))) {
        this.#disturbed = false;
        return { activity, now: time };
      }
      const seen = JSON.stringify([activity, waiting]);
      if (seen !== known) {
        known = seen;
        since = moved = performance.now();
      }
      const still = this.#disturbed ? STANDSTILL_MS : LONG_STANDSTILL_MS;
      if (activity !== undefined && activity.jobs > 0 && performance.now() - moved > still) {
        if (!this.#disturbed) this.counts.heldUp += 1;
        time += HELD_MS;
        moved = performance.now();
        await this.attempt('clock', () => this.#parts.desks.clock.pin(time));
      }
      if (performance.now() - since > PATIENCE_MS) throw new Error(`not settled: ${seen}`);
      await pause(this.#disturbed ? TRY_AGAIN_MS : LOOK_EVERY_MS);
    }
  }

  /** Whether a message or, after a kill, a completion is still on its way. */
  async #waiting(): Promise<number> {
    const { orders, tasks } = this.#parts.store;
    const outbox = await orders.countDocuments({ outboxNextAt: { $exists: true } }, { limit: 1 });
    if (!this.#disturbed || outbox > 0) return outbox;
    return tasks.countDocuments({ state: 'completing' }, { limit: 1 });
  }
}

function isIdle({ jobs, continuations, queue, timerDue }: EngineActivity): boolean {
  return jobs === 0 && continuations === 0 && queue === 0 && !timerDue;
}

function text(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  return [code, message, errors === undefined ? '' : JSON.stringify(errors)].filter(Boolean).join(' ');
}
