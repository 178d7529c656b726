import { createHash } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Longest path of a socket that every system takes, in bytes. */
const MAX_SOCKET_PATH = 100;

/** Another engine uses the folder. */
export class DataFolderInUseError extends Error {
  readonly code = 'DATA_FOLDER_IN_USE';

  constructor(folder: string) {
    super(`another engine uses the folder ${folder}: stop it or set ENGINE_DATA to another folder`);
  }
}

/**
 * Claims a folder for this process, for two writers on one store would undo each other's work. The claim is a socket
 * that listens: it ends with the process, also on kill -9, and what is left of it then is taken over.
 * @returns what gives the folder free again
 * @throws DataFolderInUseError
 */
export async function claimDataFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = socketPath(await realpath(folder));
  let server = await listenOn(path);
  if (server === undefined) {
    if (await answers(path)) throw new DataFolderInUseError(folder);
    await rm(path, { force: true });
    server = await listenOn(path);
    if (server === undefined) throw new DataFolderInUseError(folder);
  }
  const claim = server;
  return () =>
    new Promise((resolve) => {
      claim.close(() => {
        resolve();
      });
    });
}

function socketPath(folder: string): string {
  const inside = join(folder, 'engine.sock');
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH) return inside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `engine-${name}.sock`);
}

/** Undefined when something is at the path already. */
function listenOn(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => {
      resolve(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
