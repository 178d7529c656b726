import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Resident memory of an engine by what it consists of, in bytes. */
export interface Memory {
  /** All of it, as `ps` and `top` show it. */
  readonly resident: number;
  /** What the process allocated: JavaScript's heap, buffers. Only this is lost to others while the process lives. */
  readonly own: number;
  /** Pages of the store's file, and of the search index's, that were touched and that the system may drop at any time. */
  readonly storePages: number;
  readonly indexPages: number;
  /** Pages of the program itself: node and its libraries. */
  readonly program: number;
}

/** Reads the memory of a process that has its store in a folder. */
export async function memoryOf(pid: number, dataDir: string): Promise<Memory> {
  const memory = { resident: 0, own: 0, storePages: 0, indexPages: 0, program: 0 };
  let part: 'storePages' | 'indexPages' | 'program' = 'program';
  for (const line of (await readFile(`/proc/${pid}/smaps`, 'utf8')).split('\n')) {
    const file = /^[\da-f]+-[\da-f]+ \S+ \S+ \S+ \d+\s*(.*)$/.exec(line)?.[1];
    if (file !== undefined) {
      part = 'program';
      if (file === path.join(dataDir, 'data.mdb')) part = 'storePages';
      if (file === path.join(dataDir, 'search', 'data.mdb')) part = 'indexPages';
    }
    const [, name, kilobytes] = /^(Rss|Anonymous):\s+(\d+) kB/.exec(line) ?? [];
    const bytes = Number(kilobytes ?? 0) * 1024;
    if (name === 'Rss') {
      memory.resident += bytes;
      memory[part] += bytes;
    } else if (name === 'Anonymous') {
      memory.own += bytes;
      memory[part] -= bytes;
    }
  }
  return memory;
}
