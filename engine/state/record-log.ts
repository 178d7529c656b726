import type { Database } from 'lmdb';
import type { UnitOfWork, WorkUnit } from './unit-of-work.ts';

/** Something that happened: what a history is made of. */
export type EventRecord = readonly [valueType: string, intent: string, key: number, value: unknown];

/** The records of one command. */
export interface LoggedCommand {
  readonly position: number;
  /** Epoch ms. */
  readonly timestamp: number;
  readonly records: readonly EventRecord[];
}

type StoredCommand = readonly [timestamp: number, records: readonly EventRecord[]];

/** The append-only log: one entry a command, with all the records that it led to. */
export class RecordLog implements WorkUnit {
  readonly #db: Database<StoredCommand, number>;
  readonly #work: UnitOfWork;
  #records: EventRecord[] = [];
  #nextPosition: number;
  #timestamp = 0;

  constructor(db: Database<StoredCommand, number>, work: UnitOfWork) {
    this.#db = db;
    this.#work = work;
    this.#nextPosition = this.#lastPosition() + 1;
  }

  /** Appends a record of the running command. */
  append(timestamp: number, ...record: EventRecord): void {
    if (this.#records.length === 0) this.#work.touch(this);
    this.#timestamp = timestamp;
    this.#records.push(record);
  }

  /** Committed entries from a position on. */
  *read(fromPosition: number): Iterable<LoggedCommand> {
    for (const { key, value } of this.#db.getRange({ start: fromPosition })) {
      yield { position: key, timestamp: value[0], records: value[1] };
    }
  }

  /**
   * Removes entries that are older than an instant, at most `limit`. Must be called in a transaction.
   * @returns how many were removed
   */
  trim(olderThanMs: number, limit: number): number {
    const old: number[] = [];
    for (const { key, value } of this.#db.getRange({ limit })) {
      if (value[0] >= olderThanMs) break;
      old.push(key);
    }
    for (const key of old) this.#db.removeSync(key);
    return old.length;
  }

  flush(): void {
    this.#db.putSync(this.#nextPosition, [this.#timestamp, this.#records]);
    this.#nextPosition += 1;
    this.#records = [];
  }

  discard(): void {
    this.#records = [];
  }

  /** After a transaction that failed, positions are counted from what is stored. */
  rewind(): void {
    this.#nextPosition = this.#lastPosition() + 1;
  }

  #lastPosition(): number {
    for (const position of this.#db.getKeys({ reverse: true, limit: 1 })) return position;
    return 0;
  }
}
