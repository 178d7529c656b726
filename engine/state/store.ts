import { mkdirSync } from 'node:fs';
import { open, type RootDatabase, type TransactionFlags } from 'lmdb';
import { FIRST_KEY } from './keys.ts';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { OrderedIndex, type IndexValue } from './ordered-index.ts';
import { RecordLog } from './record-log.ts';
import type { RowCodec } from './row.ts';
import { Table } from './table.ts';
import { UnitOfWork } from './unit-of-work.ts';

/**
 * Abortable, and flushed to the disk before it returns, with readers seeing it a little earlier. (MDB's overlapping sync
 * does the flush inside of the commit; `env.flushed` does not cover synchronous transactions.)
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- a set of flags, which the enum does not name
const DURABLE_TRANSACTION = 0x10003 as TransactionFlags;

const ROW_ENCODING = { useRecords: false, encodeUndefinedAsNil: true } as const;

/** LZ4 for values above so many bytes: pages that are not there need no memory to be mapped. */
const COMPRESSED = { compression: { threshold: 200 } } as const;

/** Address space that the file is mapped into. One that is larger gets more, but is mapped twice while it is open. */
const MAP_BYTES = 2 ** 36;

export interface TableOptions<T> {
  readonly compressed?: boolean;
  readonly isKept?: (record: T) => boolean;
}

/** The environment of the engine's store: databases by name, transactions, and the counters of keys and positions. */
export class Store {
  readonly work = new UnitOfWork();
  readonly log: RecordLog;
  readonly #env: RootDatabase;
  readonly #meta;
  readonly #tables: { forget(): void }[] = [];
  #nextKey: number;
  #savedKey: number;

  /**
   * Opens or makes a store; one of an older version is migrated.
   * @throws EngineError INVALID_STATE when the store is of a version that can't be read
   */
  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    this.#env = open({
      path: dataDir,
      noSubdir: false,
      maxDbs: 40,
      mapSize: MAP_BYTES,
      overlappingSync: true,
    });
    this.#meta = this.#env.openDB<number, string>({ name: 'meta' });
    const commit = (action: () => void): void => {
      this.#env.transactionSync(action, DURABLE_TRANSACTION);
    };
    if (this.#meta.get('schemaVersion') === undefined) {
      commit(() => {
        this.#meta.putSync('schemaVersion', SCHEMA_VERSION);
      });
    }
    try {
      migrate(this.#env, dataDir, commit);
    } catch (error) {
      void this.#env.close();
      throw error;
    }
    this.#nextKey = this.#meta.get('nextKey') ?? FIRST_KEY;
    this.#savedKey = this.#nextKey;
    this.log = new RecordLog(
      this.#env.openDB({ name: 'records', ...ROW_ENCODING, ...COMPRESSED }),
      this.work,
    );
  }

  /** The instant at which the clock stands still. A restart finds it, a power cut may not. */
  readonly pinnedAt = {
    get: (): number | undefined => this.#meta.get('pinnedAt'),
    set: (epochMs: number | undefined): void => {
      if (epochMs === undefined) this.#meta.removeSync('pinnedAt');
      else this.#meta.putSync('pinnedAt', epochMs);
    },
  };

  /** A key that was never given before. */
  newKey(): number {
    const key = this.#nextKey;
    this.#nextKey += 1;
    return key;
  }

  /**
   * @param options compressed: for records that are long; a database must always be opened in the same way. isKept: which
   * records may stay in memory for the commands to come, all when left out
   */
  table<K extends number | string, T>(
    name: string,
    codec: RowCodec<T>,
    { compressed = false, isKept }: TableOptions<T> = {},
  ): Table<K, T> {
    const options = { name, ...ROW_ENCODING, ...(compressed ? COMPRESSED : {}) };
    const table = new Table(this.#env.openDB<unknown[], K>(options), codec, this.work, isKept);
    this.#tables.push(table);
    return table;
  }

  index<V extends IndexValue>(name: string): OrderedIndex<V> {
    return new OrderedIndex<V>(
      this.#env.openDB<IndexValue, (number | string)[]>({ name, ...ROW_ENCODING }),
      this.work,
    );
  }

  /**
   * Runs `action` in one transaction and returns when all that it flushed is on disk; a failure leaves the store as it was.
   * @throws what `action` throws, or the store's own error, for instance that the disk is full
   */
  transaction(action: () => void): void {
    try {
      this.#env.transactionSync(() => {
        action();
        this.log.write();
        if (this.#nextKey !== this.#savedKey) this.#meta.putSync('nextKey', this.#nextKey);
      }, DURABLE_TRANSACTION);
    } catch (error) {
      this.log.rewind();
      for (const table of this.#tables) table.forget();
      throw error;
    }
    this.#savedKey = this.#nextKey;
  }

  /** Lets reads see what another store of this process has committed on the same folder. */
  refresh(): void {
    for (const table of this.#tables) table.forget();
    this.#env.resetReadTxn();
  }

  /** Bytes that the store's data take, by the pages in use. */
  sizeBytes(): number {
    const stats = this.#env.getStats() as {
      readonly root?: { pageSize?: number };
      readonly mapSize?: number;
      lastPageNumber?: number;
    };
    return (stats.lastPageNumber ?? 0) * (stats.root?.pageSize ?? 4096);
  }

  async close(): Promise<void> {
    await this.#env.close();
  }
}
