/** A store that keeps a command's changes until the command succeeds. */
export interface WorkUnit {
  /** Writes the changes into the open transaction. */
  flush(): void;
  /** Forgets the changes. */
  discard(): void;
}

/** The changes of the command that runs. One command runs at a time. */
export class UnitOfWork {
  readonly #touched = new Set<WorkUnit>();

  touch(unit: WorkUnit): void {
    this.#touched.add(unit);
  }

  /** Writes everything that the command changed. Must be called in a transaction. */
  flush(): void {
    for (const unit of this.#touched) unit.flush();
    this.#touched.clear();
  }

  /** Forgets everything that the command changed. */
  discard(): void {
    for (const unit of this.#touched) unit.discard();
    this.#touched.clear();
  }
}
