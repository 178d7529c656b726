import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '@jiesu/domain';

/** Texts of the files of config/ by their paths below it, e.g. `calendar.yaml`, `documents/foot.mustache`. */
export type ConfigTexts = ReadonlyMap<string, string>;

/** Folders of config/ besides itself. */
const FOLDERS = ['.', 'documents', 'cases'];
const ENDINGS = ['.yaml', '.dmn', '.mustache', '.css'];

/** Reads the files of a config folder. @throws DomainError CONFIG_INVALID when one can not be read */
export async function readConfigTexts(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const below of FOLDERS) {
    for (const name of await namesIn(path.join(folder, below))) {
      const file = path.posix.join(below, name);
      texts.set(file, await readText(folder, file));
    }
  }
  return texts;
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => ENDINGS.some((ending) => name.endsWith(ending))).sort();
}

async function readText(folder: string, file: string): Promise<string> {
  try {
    return await readFile(path.join(folder, file), 'utf8');
  } catch (error) {
    throw new DomainError('CONFIG_INVALID', {
      params: { detail: `${file}: can not be read in ${folder}` },
      cause: error,
    });
  }
}
