import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectStore } from '../connect.ts';
import type { Store } from '../connect.ts';
import { ensureSecantus, startSecantus } from '../secantus/index.ts';
import type { RunningSecantus } from '../secantus/index.ts';

/** A store on a database that exists for one test file. */
export interface TestStore {
  readonly store: Store;
  /** Address with the name of the test's own database. */
  readonly uri: string;
  /** The same database as another process sees it; the caller closes it. */
  reopen(): Promise<Store>;
  /** Kills the database process, calls `between` while it is away, starts it again on the same data and port. */
  readonly killDatabase: ((between?: () => Promise<void>) => Promise<void>) | undefined;
  /** Drops what was written and stops what was started. */
  stop(): Promise<void>;
}

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Opens a real store for tests: in a database of a unique name at MONGODB_URI when that is set, else in an embedded
 * database of its own on a free port and in a temporary folder. All indexes are made.
 */
export async function openTestStore(): Promise<TestStore> {
  const dbName = `test-${randomUUID()}`;
  const existing = process.env['MONGODB_URI'];
  if (existing !== undefined && existing !== '') {
    const store = await connectStore(existing, { appName: 'jiesu-test', dbName });
    await store.ensureIndexes();
    return {
      store,
      uri: withDatabase(existing, dbName),
      reopen: () => connectStore(existing, { appName: 'jiesu-test', dbName }),
      killDatabase: undefined,
      stop: async () => {
        await store.connection.dropDatabase();
        await store.close();
      },
    };
  }
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jiesu-store-'));
  const executable = await ensureSecantus(ROOT);
  const options = { executable, dataDir, port: await freePort(), cacheSize: '64M' };
  let database: RunningSecantus = await startSecantus(options);
  const store = await connectStore(database.uri, { appName: 'jiesu-test', dbName });
  await store.ensureIndexes();
  return {
    store,
    uri: withDatabase(database.uri, dbName),
    reopen: () => connectStore(database.uri, { appName: 'jiesu-test', dbName }),
    killDatabase: async (between = () => Promise.resolve()) => {
      await database.kill();
      await between();
      database = await startSecantus(options);
    },
    stop: async () => {
      await store.close();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function withDatabase(uri: string, dbName: string): string {
  const url = new URL(uri);
  url.pathname = `/${dbName}`;
  return url.href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
