/** Who wants to know that jobs of a type may be there. Told after the commit, once for many jobs. */
export class JobListeners {
  readonly #byType = new Map<string, Set<() => void>>();
  readonly #pending = new Set<string>();

  /** Returns the listener's removal. */
  add(type: string, listener: () => void): () => void {
    const listeners = this.#byType.get(type) ?? new Set();
    listeners.add(listener);
    this.#byType.set(type, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byType.get(type) === listeners) this.#byType.delete(type);
    };
  }

  notify(type: string): void {
    if (!this.#byType.has(type)) return;
    if (this.#pending.size === 0) queueMicrotask(() => this.#tell());
    this.#pending.add(type);
  }

  #tell(): void {
    const types = [...this.#pending];
    this.#pending.clear();
    for (const type of types) {
      for (const listener of [...(this.#byType.get(type) ?? [])]) listener();
    }
  }
}
