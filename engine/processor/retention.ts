/** Entries that are removed at once, and the pause between two looks, in ms of real time. */
const ENTRIES_AT_ONCE = 100;
const LOOK_EVERY_MS = 30_000;

interface Retention {
  /** Removes at most so many entries of the log that are too old; answers how many it removed. */
  readonly trim: (limit: number) => Promise<number>;
  readonly onFailure: (error: unknown) => void;
}

/** Removes old records of the log in small steps, so that nobody waits for it. Returns its end. */
export function startRetention({ trim, onFailure }: Retention): () => void {
  let stopped = false;
  const look = (): void => {
    trim(ENTRIES_AT_ONCE).then(
      (removed) => {
        if (removed === ENTRIES_AT_ONCE && !stopped) look();
      },
      (error: unknown) => {
        if (!stopped) onFailure(error);
      },
    );
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
