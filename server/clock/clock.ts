import type { Engine } from '../zeebe/index.ts';

/** The present, for everything that asks for it. */
export interface Clock {
  /** ms since 1970 UTC. */
  now(): number;
}

/** The server's time. It follows the engine's when that was pinned, so that both always tell the same. */
export class ServerClock implements Clock {
  readonly #machine: Clock;
  readonly #engine: Engine;
  #pinnedAt: number | undefined;

  constructor(machine: Clock, engine: Engine) {
    this.#machine = machine;
    this.#engine = engine;
  }

  now(): number {
    return this.#pinnedAt ?? this.#machine.now();
  }

  get pinned(): boolean {
    return this.#pinnedAt !== undefined;
  }

  /** Takes over where the engine's clock stands. */
  async follow(): Promise<void> {
    const engine = await this.#engine.clock();
    this.#pinnedAt = engine?.pinned === true ? engine.now : undefined;
  }

  /** Moves both clocks to a moment, ms since 1970, where they stand still. */
  async pin(at: number): Promise<void> {
    // before the engine, because its timers fire at once and what they start must not see the old time
    const before = this.#pinnedAt;
    this.#pinnedAt = at;
    try {
      await this.#engine.pinClock(at);
    } catch (error) {
      this.#pinnedAt = before;
      throw error;
    }
  }

  /** Lets both clocks run with the machine's again. */
  async reset(): Promise<void> {
    await this.#engine.resetClock();
    this.#pinnedAt = undefined;
  }
}
