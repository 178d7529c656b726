import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';

/** The right to a folder, until it is released or the process ends in any way. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process: two engines on one store would both fire its timers. The lock is a socket that the
 * operating system closes with the process, so a kill leaves none behind.
 * @throws EngineError INVALID_STATE when another engine has the folder
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  mkdirSync(dataDir, { recursive: true });
  const path = socketPath(realpathSync(dataDir));
  const server = (await listen(path)) ?? (await listenInsteadOfTheDead(path));
  if (server === undefined) {
    throw new EngineError(
      'INVALID_STATE',
      `another engine uses the folder ${dataDir}; stop it, or choose another folder`,
    );
  }
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Linux has socket names without files, which can not be left behind. */
function socketPath(folder: string): string {
  const name = `jiesu-engine-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => resolve(server));
  });
}

async function listenInsteadOfTheDead(path: string): Promise<Server | undefined> {
  if (path.startsWith('\0') || (await answers(path))) return undefined;
  rmSync(path, { force: true });
  return listen(path);
}

function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
