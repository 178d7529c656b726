import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { EngineError } from '../errors.ts';
import { migrationsFrom, SCHEMA_VERSION } from '../state/index.ts';

/** The file of a store in its folder. */
export const STORE_FILE = 'data.mdb';
/** The folder of the search index inside of that of the store. */
export const SEARCH_FOLDER = 'search';
/** The file that tells what a backup holds. */
export const MANIFEST_FILE = 'backup.json';

/** A database must be opened as it was made. */
const LOG_ENCODING = { useRecords: false, compression: { threshold: 200 } } as const;

export interface StoredState {
  readonly schemaVersion: number;
  /** Position of the last command in the log. */
  readonly lastPosition: number;
}

/** Opens a store for reading; an engine may be running on it. */
export function openForReading(folder: string): RootDatabase {
  return open({ path: folder, readOnly: true, maxDbs: 64, noSubdir: false });
}

/** What a store holds. @throws EngineError INVALID_STATE when it is none, or of a version that can't be read */
export async function readStored(folder: string): Promise<StoredState> {
  if (!existsSync(join(folder, STORE_FILE))) {
    throw new EngineError('INVALID_STATE', `there is no store in ${folder}`);
  }
  const env = openForReading(folder);
  try {
    const version = env.openDB<number, string>({ name: 'meta' }).get('schemaVersion');
    // An older one is brought to our version by the engine that is started on it.
    migrationsFrom(version, folder);
    const records = env.openDB<readonly unknown[], number>({ name: 'records', ...LOG_ENCODING });
    let lastPosition = 0;
    for (const { key, value } of records.getRange({ reverse: true, limit: 1 })) {
      lastPosition = key + value.length - 1;
    }
    return { schemaVersion: version ?? SCHEMA_VERSION, lastPosition };
  } finally {
    await env.close();
  }
}
