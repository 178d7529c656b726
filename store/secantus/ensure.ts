import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { withFolderLock } from './folder-lock.ts';
import { nativeExecutable } from './native-build.ts';

const run = promisify(execFile);
const INSTALL_WITHIN_MS = 300_000;
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const ADVICE =
  'install Python 3.10 to 3.13 with its venv module (Debian: apt-get install python3 python3-venv), or set MONGODB_URI to an existing MongoDB.';

export interface EnsureOptions {
  /** Where executables are looked for. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Path of the embedded database's executable: the native one where `npm run build-database` made it, else the one in
 * `<root>/.cache/secantusdb-venv`. Makes that virtual environment when it is missing or of another version: in a folder
 * beside it that is renamed when complete, so a crash leaves nothing half-made, and behind a lock, so two starts at once
 * make one. `notice` hears when it takes long.
 * @throws EmbeddedDatabaseError
 */
export async function ensureSecantus(
  root: string,
  notice: (line: string) => void = () => undefined,
  options: EnsureOptions = {},
): Promise<string> {
  const native = await nativeExecutable(root);
  if (native !== undefined) return native;
  const requirements = await readRequirements(root);
  const wanted = createHash('sha256').update(requirements.text).digest('hex');
  const cache = path.join(root, '.cache');
  const venv = path.join(cache, 'secantusdb-venv');
  if (await isComplete(venv, wanted)) return executableOf(venv);
  await mkdir(cache, { recursive: true });
  return withFolderLock(path.join(cache, 'secantusdb-venv.lock'), async () => {
    if (await isComplete(venv, wanted)) return executableOf(venv);
    const env = options.env ?? process.env;
    const python = await findPython(env);
    notice('database  installing (once) …');
    await install(python, venv, requirements.file, wanted, env);
    return executableOf(venv);
  });
}

async function readRequirements(root: string): Promise<{ file: string; text: string }> {
  // A bundled program lies in dist/, so the file beside this module is only one of two places.
  const beside = path.join(path.dirname(fileURLToPath(import.meta.url)), 'requirements.txt');
  for (const file of [path.join(root, 'store', 'secantus', 'requirements.txt'), beside]) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return { file, text };
  }
  throw new EmbeddedDatabaseError(
    `store/secantus/requirements.txt is missing below ${root}: set JIESU_ROOT to the repository.`,
  );
}

const executableOf = (venv: string): string => path.join(venv, 'bin', 'secantusd-py');

async function isComplete(venv: string, wanted: string): Promise<boolean> {
  const made = await readFile(path.join(venv, 'made-from'), 'utf8').catch(() => '');
  if (made !== `${wanted} ${venv}`) return false;
  // The interpreter that it links to may have been removed by an upgrade of the operating system.
  return stat(path.join(venv, 'bin', 'python')).then(
    (file) => file.isFile(),
    () => false,
  );
}

async function install(
  python: string,
  venv: string,
  requirements: string,
  wanted: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await rm(venv, { recursive: true, force: true });
  const making = `${venv}.making`;
  await rm(making, { recursive: true, force: true });
  try {
    await run(python, ['-m', 'venv', making], { env, timeout: INSTALL_WITHIN_MS });
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw new EmbeddedDatabaseError(`Python can not make a virtual environment: ${ADVICE}`, { cause: error });
  }
  const inVenv = path.join(making, 'bin', 'python');
  const quiet = ['--disable-pip-version-check', '--no-input', '--quiet', '--no-compile'];
  try {
    await run(inVenv, ['-m', 'pip', 'install', ...quiet, '--requirement', requirements], {
      env,
      timeout: INSTALL_WITHIN_MS,
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw new EmbeddedDatabaseError(
      `The embedded database can not be installed with pip (${lastLine(error)}): check the network or pip's index, or set MONGODB_URI to an existing MongoDB.`,
      { cause: error },
    );
  }
  await pointScriptsTo(making, venv);
  await writeFile(path.join(making, 'made-from'), `${wanted} ${venv}`);
  await rename(making, venv);
}

/** Console scripts name their interpreter by its full path; after the rename that is the final one. */
async function pointScriptsTo(making: string, venv: string): Promise<void> {
  const script = executableOf(making);
  const text = await readFile(script, 'utf8');
  await writeFile(script, text.replaceAll(making, venv), { mode: 0o755 });
}

async function findPython(env: NodeJS.ProcessEnv): Promise<string> {
  const seen: string[] = [];
  for (const python of PYTHONS) {
    const version = await versionOf(python, env);
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major === 3 && minor >= 10 && minor <= 13) return python;
    seen.push(version);
  }
  throw new EmbeddedDatabaseError(
    seen.length === 0
      ? `Python is missing, the embedded database needs it: ${ADVICE}`
      : `Python ${seen[0] ?? ''} does not run the embedded database: ${ADVICE}`,
  );
}

async function versionOf(python: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const { stdout } = await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      env,
      timeout: 20_000,
    });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

function lastLine(error: unknown): string {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  return stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? 'unknown reason';
}
