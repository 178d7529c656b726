import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import { MARK_FILE } from '../search/index.ts';
import { lockFolder } from '../state/index.ts';
import { readStored, SEARCH_FOLDER, STORE_FILE, type StoredState } from './stored.ts';

/**
 * Puts a backup where an engine looks for its store. An interrupted restore leaves no store behind and can be repeated.
 * @throws EngineError ALREADY_EXISTS when there is a store already, INVALID_STATE when an engine uses the folder or the
 * backup is none or of a version that can't be read
 */
export async function restore(folder: string, dataDir: string): Promise<StoredState> {
  const stored = await readStored(folder);
  const lock = await lockFolder(dataDir);
  try {
    if (existsSync(join(dataDir, STORE_FILE))) {
      throw new EngineError(
        'ALREADY_EXISTS',
        `there is a store in ${dataDir} already: move it away, or set ENGINE_DATA to another folder`,
      );
    }
    await rm(join(dataDir, SEARCH_FOLDER), { recursive: true, force: true });
    if (existsSync(join(folder, SEARCH_FOLDER, STORE_FILE))) {
      await mkdir(join(dataDir, SEARCH_FOLDER), { recursive: true });
      await put(join(folder, SEARCH_FOLDER, STORE_FILE), join(dataDir, SEARCH_FOLDER, STORE_FILE));
      // A backup of an older engine has none: its index is built again.
      const mark = join(folder, SEARCH_FOLDER, MARK_FILE);
      if (existsSync(mark)) await put(mark, join(dataDir, SEARCH_FOLDER, MARK_FILE));
    }
    // The store itself last: with it the restore has happened.
    await put(join(folder, STORE_FILE), join(dataDir, STORE_FILE));
    return stored;
  } finally {
    await lock.release();
  }
}

/** Copies a file so that it is there whole or not at all. */
async function put(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  await copyFile(from, part);
  const file = await open(part, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, to);
}
