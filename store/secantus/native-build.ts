import { execFile, spawn } from 'node:child_process';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { withFolderLock } from './folder-lock.ts';

const run = promisify(execFile);

/** The embedded database's own build in Rust, and the one version of it that this code was measured with. */
const CRATE = 'secantus-mdb';
const VERSION = '0.5.3-beta.193';
const PROGRAM = 'secantusd-rs';
const ADVICE = 'install Rust (https://rustup.rs) and CMake; without it the build of PyPI is used as before.';

const folderOf = (root: string): string => path.join(root, '.cache', 'secantusdb-native');
const programOf = (folder: string): string => path.join(folder, 'bin', PROGRAM);

/** Whether an executable of the embedded database is the native build. */
export const isNative = (executable: string): boolean => path.basename(executable) === PROGRAM;

/** Path of the native build below a repository when {@link buildNative} made the version that is wanted. */
export async function nativeExecutable(root: string): Promise<string | undefined> {
  const folder = folderOf(root);
  if ((await readFile(path.join(folder, 'made-from'), 'utf8').catch(() => '')) !== VERSION) return undefined;
  return stat(programOf(folder)).then(
    (file) => (file.isFile() ? programOf(folder) : undefined),
    () => undefined,
  );
}

/**
 * Builds the embedded database from its sources on crates.io, once: a native program that serves the same data folder,
 * several times cheaper than the Python program. Takes about ten minutes of two cores; what cargo says goes to stderr.
 * @throws EmbeddedDatabaseError when Rust is missing or the build fails; nothing half-made stays
 */
export async function buildNative(root: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const folder = folderOf(root);
  await mkdir(path.dirname(folder), { recursive: true });
  return withFolderLock(`${folder}.lock`, async () => {
    const made = await nativeExecutable(root);
    if (made !== undefined) return made;
    await run('cargo', ['--version'], { env }).catch((cause: unknown) => {
      throw new EmbeddedDatabaseError(`cargo is missing: ${ADVICE}`, { cause });
    });
    const making = `${folder}.making`;
    await rm(making, { recursive: true, force: true });
    try {
      await cargo(['install', CRATE, '--version', `=${VERSION}`, '--root', making], env);
      await writeFile(path.join(making, 'made-from'), VERSION);
      await rm(folder, { recursive: true, force: true });
      await rename(making, folder);
    } finally {
      await rm(making, { recursive: true, force: true });
    }
    return programOf(folder);
  });
}

/** Its sources name a newer compiler than they need: built and measured here with 1.95. */
async function cargo(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn('cargo', [...args, '--ignore-rust-version'], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) {
    throw new EmbeddedDatabaseError(
      `cargo ended with ${code ?? 'a signal'}, its reason stands above: ${ADVICE}`,
    );
  }
}
