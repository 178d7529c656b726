import { backUp, restore } from './backup/index.ts';

/** What the engine's command line can do besides serving. */
export const USAGE = 'usage: engine [backup FOLDER | restore FOLDER]';

/**
 * Does what the command line asks for.
 * @param now epoch ms
 * @returns what to tell, or undefined when it asks for nothing: then the engine is to serve
 * @throws Error when it can't be done or is not understood; its message says why
 */
export async function runCommand(
  args: readonly string[],
  dataDir: string,
  now: number,
): Promise<string | undefined> {
  const [command, folder, ...rest] = args;
  if (command === undefined) return undefined;
  if (folder === undefined || rest.length > 0) throw new Error(USAGE);
  if (command === 'backup') {
    const { bytes, lastPosition } = await backUp(dataDir, folder, now);
    return `backed up ${dataDir} to ${folder}: ${bytes} bytes, up to record position ${lastPosition}`;
  }
  if (command === 'restore') {
    const { lastPosition } = await restore(folder, dataDir);
    return `restored ${folder} to ${dataDir}, up to record position ${lastPosition}`;
  }
  throw new Error(USAGE);
}
