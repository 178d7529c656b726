import type { RuleRunDocument, RuleRunState, Store } from '@jiesu/store';

/** How long a run belongs to its worker without a word of progress, in ms. */
const LEASE_MS = 15_000;
const MOST_FAULTS = 100;

/** How far a run is. */
export interface RunProgress {
  readonly done?: number;
  readonly moved?: number;
  readonly total?: number;
  /** Id of the last order that is done for good. */
  readonly cursor?: string;
  readonly faults?: readonly { readonly orderNo: string; readonly detail: string }[];
}

/** A run in the hands of this process. Each word of progress holds it for longer; who lost it hears so. */
export class RunRecord {
  readonly run: RuleRunDocument;
  readonly #store: Store;
  readonly #owner: string;
  readonly #now: () => number;
  #faultCount: number;

  private constructor(store: Store, run: RuleRunDocument, owner: string, now: () => number) {
    this.#store = store;
    this.run = run;
    this.#owner = owner;
    this.#now = now;
    this.#faultCount = run.faultCount;
  }

  /**
   * Takes the oldest run that waits, or whose worker has not been heard of. Undefined when there is none. `now` is the
   * machine's time in ms: leases run while the business clock stands still.
   */
  static async take(store: Store, owner: string, now: () => number): Promise<RunRecord | undefined> {
    const at = new Date(now());
    const run = await store.ruleRuns
      .findOneAndUpdate(
        {
          $or: [{ state: 'waiting' }, { state: 'running', 'lease.until': { $lt: at } }],
        },
        { $set: { state: 'running', lease: { owner, until: new Date(at.getTime() + LEASE_MS) } } },
        { sort: { at: 1 }, returnDocument: 'after' },
      )
      .lean<RuleRunDocument | null>();
    return run === null ? undefined : new RunRecord(store, run, owner, now);
  }

  /** Notes progress and keeps the run. Says whether to go on: not when it was stopped, or another worker has it. */
  async progress({ faults = [], ...progress }: RunProgress): Promise<boolean> {
    const kept = faults.slice(0, Math.max(0, MOST_FAULTS - this.#faultCount));
    this.#faultCount += faults.length;
    const after = await this.#store.ruleRuns
      .findOneAndUpdate(
        { _id: this.run._id, state: 'running', 'lease.owner': this.#owner },
        {
          $set: {
            ...progress,
            faultCount: this.#faultCount,
            lease: { owner: this.#owner, until: new Date(this.#now() + LEASE_MS) },
          },
          ...(kept.length === 0 ? {} : { $push: { faults: { $each: kept } } }),
        },
        { returnDocument: 'after', projection: { stopAsked: 1 } },
      )
      .lean<{ stopAsked?: boolean } | null>();
    if (after === null) throw new RunLostError();
    return after.stopAsked !== true;
  }

  /** Ends the run. `at` is business time in ms. */
  async end(
    state: Extract<RuleRunState, 'done' | 'failed' | 'stopped'>,
    at: number,
    result: Record<string, unknown>,
  ): Promise<void> {
    await this.#store.ruleRuns.updateOne(
      { _id: this.run._id, 'lease.owner': this.#owner },
      { $set: { state, finishedAt: new Date(at), result }, $unset: { lease: 1 } },
    );
  }

  /** Gives the run back, so that whoever is next goes on at once. */
  async release(): Promise<void> {
    await this.#store.ruleRuns.updateOne(
      { _id: this.run._id, state: 'running', 'lease.owner': this.#owner },
      { $set: { lease: { owner: 'nobody', until: new Date(0) } } },
    );
  }
}

/** Another worker has the run by now. */
export class RunLostError extends Error {
  readonly code = 'RUN_LOST';

  constructor() {
    super('another worker has this run');
    this.name = 'RunLostError';
  }
}
