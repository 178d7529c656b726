import type { EngineClock } from './processor/commands.ts';

/** Where a clock keeps the instant at which it stands still, so that it stands there after a restart too. */
export interface KeptInstant {
  /** Epoch ms; undefined while the clock runs. */
  get(): number | undefined;
  set(epochMs: number | undefined): void;
}

/** A clock that can be stopped at an instant, where it stands still until it is moved or reset. */
export class ControllableClock implements EngineClock {
  #pinnedAt: number | undefined;
  #onMoved: () => void = () => undefined;
  readonly #allowControl: boolean;

  readonly #kept: KeptInstant;

  /** @param allowControl without, pin and reset do nothing, and what was kept does not count */
  constructor(allowControl: boolean, kept: KeptInstant) {
    this.#allowControl = allowControl;
    this.#kept = kept;
    if (allowControl) this.#pinnedAt = kept.get();
  }

  /** Epoch ms. */
  now(): number {
    return this.#pinnedAt ?? Date.now();
  }

  pin(epochMs: number): void {
    if (!this.#allowControl) return;
    this.#kept.set(epochMs);
    this.#pinnedAt = epochMs;
    this.#onMoved();
  }

  reset(): void {
    if (!this.#allowControl) return;
    this.#kept.set(undefined);
    this.#pinnedAt = undefined;
    this.#onMoved();
  }

  get pinned(): boolean {
    return this.#pinnedAt !== undefined;
  }

  /** Calls back whenever the clock was pinned or reset. */
  onMoved(listener: () => void): void {
    this.#onMoved = listener;
  }
}
