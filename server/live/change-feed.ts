import type { Logger } from 'pino';
import type { Store } from '@jiesu/store';

type Database = NonNullable<Store['connection']['db']>;
type ChangeStream = ReturnType<Database['watch']>;

const WATCHED = ['tasks', 'orders', 'ruleRuns', 'ruleChanges'] as const;
/** A collection whose changes are told. */
export type WatchedCollection = (typeof WATCHED)[number];

/** Where the feed hands on what it reads. */
export interface ChangeListener {
  changed(collection: WatchedCollection, document: Readonly<Record<string, unknown>>): void;
  /** Changes may have been missed. */
  resync(): void;
}

/** No text and no person's data comes along. */
const PROJECTION = {
  operationType: 1,
  ns: 1,
  ...Object.fromEntries(
    [
      ...['_id', 'orderNo', 'state', 'status', 'unitId', 'assignee', 'candidateGroups', 'candidateUsers'],
      ...['changeId', 'done', 'total'],
    ].map((field) => [`fullDocument.${field}`, 1]),
  ),
};

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/**
 * Reads the changes of tasks, orders and rules from the database for as long as it runs. After a fault it goes on where it
 * stood; where the database can't, it begins anew and says that something may be missing.
 */
export class ChangeFeed {
  readonly #store: Pick<Store, 'connection'>;
  readonly #listener: ChangeListener;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  #stream: ChangeStream | undefined;
  #position: unknown;
  #running: Promise<void> = Promise.resolve();
  readonly #firstOpen = opening();

  constructor(store: Pick<Store, 'connection'>, listener: ChangeListener, logger: Logger) {
    this.#store = store;
    this.#listener = listener;
    this.#logger = logger;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when a stream is open: changes from then on are told. */
  async opened(): Promise<void> {
    await this.#firstOpen.promise;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#stream?.close().catch(() => undefined);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      try {
        await this.#read(() => {
          wait = FIRST_WAIT_MS;
        });
      } catch (error) {
        if (isAborted(signal)) return;
        this.#logger.warn({ err: error, waitMs: wait }, 'change stream broke off');
        // a position that the database does not know any more would fail for ever
        if (wait > FIRST_WAIT_MS && this.#position !== undefined) {
          this.#position = undefined;
          this.#listener.resync();
        }
      }
      await pause(wait, signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  async #read(arrived: () => void): Promise<void> {
    const fresh = this.#position === undefined;
    const stream = database(this.#store).watch(
      [{ $match: { 'ns.coll': { $in: [...WATCHED] } } }, { $project: PROJECTION }],
      {
        fullDocument: 'updateLookup',
        ...(fresh ? {} : { resumeAfter: this.#position }),
      },
    );
    this.#stream = stream;
    try {
      // the first look opens the stream on the server; it need not find anything
      let change = await stream.tryNext();
      this.#firstOpen.resolve();
      for (; ; change = await stream.next()) {
        if (change === null) continue;
        arrived();
        this.#position = change._id;
        this.#tell(change);
      }
    } finally {
      await stream.close().catch(() => undefined);
    }
  }

  /** A document that was removed before it was looked up has nothing to tell. */
  #tell(change: object): void {
    if (!('ns' in change) || !('fullDocument' in change)) return;
    const { coll } = change.ns as { coll?: string };
    const { fullDocument } = change;
    const watched = WATCHED.find((name) => name === coll);
    if (watched === undefined) return;
    if (typeof fullDocument !== 'object' || fullDocument === null) return;
    this.#listener.changed(watched, fullDocument as Record<string, unknown>);
  }
}

function opening(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Waits, or until it is told to stop. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}

function database({ connection }: Pick<Store, 'connection'>): Database {
  if (connection.db === undefined) throw new Error('the store is not connected');
  return connection.db;
}
