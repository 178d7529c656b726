import type { State } from '../state/index.ts';
import type { DueEntry } from './handlers/fire-due.ts';

/** Entries that are handed to the writer at once. */
const MAX_AT_ONCE = 200;
/** The longest that setTimeout can wait, in ms. */
const MAX_WAIT_MS = 2_147_483_647;
/** After a due entry failed: how long until it is tried again, in ms of real time. */
const RETRY_MS = 5_000;

export interface SchedulerParts {
  readonly state: State;
  readonly now: () => number;
  /** Does what is due, in the order of the calls. */
  readonly fire: (entry: DueEntry) => Promise<unknown>;
  readonly onFailure: (entry: DueEntry, error: unknown) => void;
}

/** Fires what is due in due order: timers, job timeouts, back-offs, messages whose time is over. One timer for the earliest. */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #failed = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #armedFor = Infinity;
  #firing = false;
  #again = false;
  #done: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  /** Something was added that comes due at the instant, epoch ms. */
  dueAt(epochMs: number): void {
    if (epochMs >= this.#armedFor) return;
    if (epochMs <= this.#parts.now()) this.poke();
    else this.#arm(epochMs);
  }

  /** The clock was moved, or the engine has started: fires what is due. */
  poke(): void {
    if (this.#closed) return;
    if (this.#firing) {
      this.#again = true;
      return;
    }
    this.#disarm();
    this.#firing = true;
    this.#done = this.#fireAll().finally(() => {
      this.#firing = false;
      if (this.#again) {
        this.#again = false;
        this.poke();
      }
    });
  }

  /** Whether something is being fired. */
  get isFiring(): boolean {
    return this.#firing;
  }

  /** Resolves when nothing is being fired. */
  async settled(): Promise<void> {
    while (this.#firing) await this.#done;
  }

  close(): void {
    this.#closed = true;
    this.#disarm();
  }

  async #fireAll(): Promise<void> {
    for (;;) {
      const entries = this.#entriesDue();
      if (entries.length === 0 || this.#closed) break;
      await Promise.all(entries.map((entry) => this.#fire(entry)));
    }
    this.#armForNext();
  }

  async #fire(entry: DueEntry): Promise<void> {
    try {
      await this.#parts.fire(entry);
    } catch (error) {
      if (this.#closed) return;
      this.#failed.add(entry.key);
      setTimeout(() => {
        this.#failed.delete(entry.key);
        this.poke();
      }, RETRY_MS).unref();
      this.#parts.onFailure(entry, error);
    }
  }

  #entriesDue(): DueEntry[] {
    const now = this.#parts.now();
    const entries: DueEntry[] = [];
    for (const [[dueAt, key], kind] of this.#parts.state.due.peekScan([])) {
      if (typeof dueAt !== 'number' || typeof key !== 'number') continue;
      if (dueAt > now || entries.length === MAX_AT_ONCE) break;
      if (!this.#failed.has(key)) entries.push({ dueAt, key, kind });
    }
    return entries;
  }

  #armForNext(): void {
    if (this.#closed) return;
    for (const [[dueAt, key]] of this.#parts.state.due.peekScan([])) {
      if (typeof dueAt !== 'number' || typeof key !== 'number') continue;
      // What has failed is tried again by itself.
      if (this.#failed.has(key)) continue;
      // May have come due since the last look: timeouts of the system can be a millisecond early.
      this.#arm(dueAt);
      return;
    }
  }

  #arm(epochMs: number): void {
    this.#disarm();
    if (this.#closed) return;
    this.#armedFor = epochMs;
    const wait = Math.min(Math.max(epochMs - this.#parts.now(), 0), MAX_WAIT_MS);
    this.#timer = setTimeout(() => {
      this.poke();
    }, wait);
    this.#timer.unref();
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#armedFor = Infinity;
  }
}
