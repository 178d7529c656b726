import type { EngineClock } from './processor/commands.ts';

/** A clock that can be stopped at an instant. A restart of the engine sets it to the real time again. */
export class ControllableClock implements EngineClock {
  #pinnedAt: number | undefined;
  #onMoved: () => void = () => undefined;
  readonly #allowControl: boolean;

  /** @param allowControl without, pin and reset do nothing */
  constructor(allowControl: boolean) {
    this.#allowControl = allowControl;
  }

  /** Epoch ms. */
  now(): number {
    return this.#pinnedAt ?? Date.now();
  }

  pin(epochMs: number): void {
    if (!this.#allowControl) return;
    this.#pinnedAt = epochMs;
    this.#onMoved();
  }

  reset(): void {
    if (!this.#allowControl) return;
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
