import { connect } from 'node:net';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { isNative } from './native-build.ts';

const HOST = '127.0.0.1';

export interface SecantusCommandOptions {
  /** From {@link ensureSecantus}. */
  readonly executable: string;
  readonly dataDir: string;
  readonly port: number;
  /** Size of the page cache with its unit. @default 256M */
  readonly cacheSize?: string;
}

/** How to run the embedded database. */
export interface SecantusCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly uri: string;
  /** Whether it answers; asked again until it does. */
  readonly probe: () => Promise<boolean>;
}

/**
 * The command that serves `dataDir` on a local port, every commit on disk before it is acknowledged. Makes the
 * folder, readable by its owner only. The database opens its files again after a kill without help, and ends with the
 * process that runs the command (on Linux).
 */
export function secantusCommand(options: SecantusCommandOptions): SecantusCommand {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const [command, ...before] = isNative(options.executable)
    ? nativeRunner()
    : pythonRunner(options.executable);
  return {
    command,
    args: [
      ...before,
      options.executable,
      ...['--host', HOST, '--port', String(options.port)],
      '--sync-on-commit',
      ...['--storage-path', options.dataDir],
      ...['--cache-size', options.cacheSize ?? '256M'],
      ...['--log-level', 'WARNING'],
    ],
    // it keeps a record of each retryable write and looks through all of them at each write: what is written here may be
    // written again without that
    uri: `mongodb://${HOST}:${options.port}/jiesu?retryWrites=false`,
    probe: () => answers(options.port),
  };
}

const pythonRunner = (executable: string): [string, ...string[]] => [
  path.join(path.dirname(executable), 'python'),
  fileURLToPath(new URL('run_with_parent.py', import.meta.url)),
];

/** `env` runs a program as it is; on Linux `setpriv` of util-linux lets it end with the process that started it. */
const nativeRunner = (): [string, ...string[]] =>
  process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'TERM'] : ['env'];

async function answers(port: number): Promise<boolean> {
  if (!(await accepts(port))) return false;
  const client = new mongo.MongoClient(`mongodb://${HOST}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2000,
  });
  try {
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    const settle = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.setTimeout(1000, () => settle(false));
  });
}
