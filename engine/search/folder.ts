import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Version of what is stored. An index of another version is built again. */
const VERSION = 2;
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

interface Mark {
  readonly version: number;
  /** The run of the machine in which the index was open; empty when it was closed and is on disk. */
  readonly bootId: string;
}

/** The folder of the index, with a mark that tells whether what is in it can be trusted. */
export interface IndexFolder {
  readonly path: string;
  /**
   * Whether the system may write when it likes. A killed process loses nothing by that; a machine that loses its power
   * may leave a file that is torn, which the mark tells, and the index is built again. Where the runs of a machine can't
   * be told apart every commit waits for the disk.
   */
  readonly lazy: boolean;
  /** Writes to the disk what the system still has, and marks it so. Call it when the index is closed. */
  settle(): void;
}

/** The file beside the index that tells whether it can be trusted. */
export const MARK_FILE = 'mark.json';

/**
 * The mark for a copy of the index that is on the disk as a whole; undefined where there is no index that can be trusted.
 * @param dataDir where the index is, which an engine may have open
 */
export function markOfCopy(dataDir: string): string | undefined {
  const mark = readMark(join(dataDir, 'search', MARK_FILE));
  const copied: Mark = { version: VERSION, bootId: '' };
  return isTrusted(mark, currentBootId()) ? JSON.stringify(copied) : undefined;
}

/** Prepares the folder; removes an index that is of another version or that may be torn. */
export function prepareFolder(dataDir: string): IndexFolder {
  const path = join(dataDir, 'search');
  const markFile = join(path, MARK_FILE);
  const bootId = currentBootId();
  if (!isTrusted(readMark(markFile), bootId)) rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  const write = (id: string): void => {
    const next: Mark = { version: VERSION, bootId: id };
    writeFileSync(markFile, JSON.stringify(next), { flush: true });
  };
  write(bootId);
  return {
    path,
    lazy: bootId !== '',
    settle: () => {
      const data = openSync(join(path, 'data.mdb'), 'r');
      fsyncSync(data);
      closeSync(data);
      write('');
    },
  };
}

function currentBootId(): string {
  return textOf(BOOT_ID)?.trim() ?? '';
}

function isTrusted(mark: Partial<Mark> | undefined, bootId: string): boolean {
  return mark?.version === VERSION && (mark.bootId === '' || mark.bootId === bootId);
}

function readMark(file: string): Partial<Mark> | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Partial<Mark>;
  } catch {
    // A mark that was cut short is as good as none.
    return undefined;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
