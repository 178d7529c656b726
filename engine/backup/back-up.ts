import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import { MARK_FILE, markOfCopy } from '../search/index.ts';
import {
  MANIFEST_FILE,
  openForReading,
  readStored,
  SEARCH_FOLDER,
  STORE_FILE,
  type StoredState,
} from './stored.ts';

/** What a backup holds. */
export interface BackupManifest extends StoredState {
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly bytes: number;
}

/**
 * Copies a store into a folder, as it is at one moment; the engine goes on meanwhile. The folder appears when it is
 * complete and was read back.
 * @param madeAt epoch ms, for the manifest
 * @throws EngineError ALREADY_EXISTS when the folder holds something, INVALID_STATE when there is no store to copy
 */
export async function backUp(dataDir: string, folder: string, madeAt: number): Promise<BackupManifest> {
  if (existsSync(folder) && (await readdir(folder)).length > 0) {
    throw new EngineError('ALREADY_EXISTS', `the folder ${folder} is not empty: name a new one`);
  }
  await readStored(dataDir);
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  try {
    // The index first: then it can't know of what the copied log does not have.
    const mark = markOfCopy(dataDir);
    if (mark !== undefined && existsSync(join(dataDir, SEARCH_FOLDER, STORE_FILE))) {
      await copy(join(dataDir, SEARCH_FOLDER), join(part, SEARCH_FOLDER));
      await writeFile(join(part, SEARCH_FOLDER, MARK_FILE), mark);
    }
    await copy(dataDir, part);
    const stored = await readStored(part);
    const { size } = await stat(join(part, STORE_FILE));
    const manifest = { madeAt: new Date(madeAt).toISOString(), bytes: size, ...stored };
    await writeFile(join(part, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    if (existsSync(folder)) await rmdir(folder);
    await rename(part, folder);
    return manifest;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const env = openForReading(from);
  try {
    await env.backup(to, true);
  } finally {
    await env.close();
  }
}
