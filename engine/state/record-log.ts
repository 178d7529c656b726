import type { Database } from 'lmdb';
import {
  lastTimeOf,
  packEntry,
  unpackEntry,
  type EventRecord,
  type LogEntry,
  type LoggedRecords,
} from './log-entry.ts';
import type { UnitOfWork, WorkUnit } from './unit-of-work.ts';

export type { EventRecord } from './log-entry.ts';

/** The records of one command. */
export interface LoggedCommand {
  readonly position: number;
  /** Epoch ms. */
  readonly timestamp: number;
  readonly records: readonly EventRecord[];
}

/** Records that are kept in one entry: enough to be worth compressing, and so few that two entries share a page. */
const RECORDS_AN_ENTRY = 300;

/**
 * The append-only log of what commands did. Commands of a commit share entries; the key of an entry is the position of its
 * first command, the others follow without a gap.
 */
export class RecordLog implements WorkUnit {
  readonly #db: Database<LogEntry, number>;
  readonly #work: UnitOfWork;
  #records: EventRecord[] = [];
  #timestamp = 0;
  /** Commands that succeeded and are not in the store yet. */
  #commands: LoggedRecords[] = [];
  #nextPosition: number;

  constructor(db: Database<LogEntry, number>, work: UnitOfWork) {
    this.#db = db;
    this.#work = work;
    this.#nextPosition = this.#lastPosition() + 1;
  }

  /** Position of the first command that is kept; 1 in an empty log. */
  get firstPosition(): number {
    for (const key of this.#db.getKeys({ limit: 1 })) return key;
    return this.#nextPosition;
  }

  /** Position of the last command; 0 when there was none. Only to be asked outside of a transaction. */
  get lastPosition(): number {
    return this.#nextPosition - 1;
  }

  /** Appends a record of the running command. */
  append(timestamp: number, ...record: EventRecord): void {
    if (this.#records.length === 0) this.#work.touch(this);
    this.#timestamp = timestamp;
    this.#records.push(record);
  }

  /** Committed records from a position on. */
  *read(fromPosition: number): Iterable<LoggedCommand> {
    for (const { key, value } of this.#db.getRange({ start: this.#entryOf(fromPosition) })) {
      for (const [index, [timestamp, records]] of unpackEntry(value).entries()) {
        const position = key + index;
        if (position >= fromPosition) yield { position, timestamp, records };
      }
    }
  }

  /**
   * Removes entries that are older than an instant, at most `limit`. Must be called in a transaction.
   * @returns how many entries were removed
   */
  trim(olderThanMs: number, limit: number): number {
    const old: number[] = [];
    // The last entry stays, whatever its age: positions go on from there after a restart.
    const last = this.#entryOf(this.lastPosition);
    for (const { key, value } of this.#db.getRange({ limit })) {
      if (key === last || lastTimeOf(value) >= olderThanMs) break;
      old.push(key);
    }
    for (const key of old) this.#db.removeSync(key);
    return old.length;
  }

  /** The command has succeeded. */
  flush(): void {
    this.#commands.push([this.#timestamp, this.#records]);
    this.#records = [];
  }

  discard(): void {
    this.#records = [];
  }

  /** Writes what the commands of a commit did. Must be called in its transaction. */
  write(): void {
    let entry: LoggedRecords[] = [];
    let size = 0;
    for (const command of this.#commands) {
      entry.push(command);
      size += command[1].length;
      if (size < RECORDS_AN_ENTRY) continue;
      this.#put(entry);
      entry = [];
      size = 0;
    }
    if (entry.length > 0) this.#put(entry);
    this.#commands = [];
  }

  /** After a transaction that failed: its commands did not happen, and positions are counted from what is stored. */
  rewind(): void {
    this.#commands = [];
    this.#nextPosition = this.#lastPosition() + 1;
  }

  #put(entry: readonly LoggedRecords[]): void {
    // Told to be the last key, an entry fills the page before it begins another.
    this.#db.putSync(this.#nextPosition, packEntry(entry), { append: true });
    this.#nextPosition += entry.length;
  }

  /** The key of the entry that a position is in. */
  #entryOf(position: number): number {
    for (const key of this.#db.getKeys({ start: position, end: 0, reverse: true, limit: 1 })) return key;
    return position;
  }

  #lastPosition(): number {
    for (const { key, value } of this.#db.getRange({ reverse: true, limit: 1 }))
      return key + value.length - 1;
    return 0;
  }
}
