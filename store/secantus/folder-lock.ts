import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;

/**
 * Runs `work` while holding a lock that is a folder: making one is atomic on every file system. A holder that died is
 * recognised by its process id, and the lock taken over.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(folder))) {
    if (await isHolderGone(folder)) await rm(folder, { recursive: true, force: true });
    else await pause(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function take(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
  await writeFile(path.join(folder, 'pid'), String(process.pid));
  return true;
}

async function isHolderGone(folder: string): Promise<boolean> {
  let pid = await readFile(path.join(folder, 'pid'), 'utf8').catch(() => '');
  if (pid === '') {
    // Made a moment ago, or its holder died between making and signing it: a second look tells.
    await pause(LOOK_EVERY_MS * 5);
    pid = await readFile(path.join(folder, 'pid'), 'utf8').catch(() => '');
    if (pid === '') return true;
  }
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
