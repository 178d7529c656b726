import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { access, chown, constants, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run, stop } from './process.ts';

const INSTALLED_UNDER = '/usr/lib/postgresql';
const READY_WITHIN_MS = 30_000;

/**
 * What differs from PostgreSQL's defaults. Commits stay durable (`fsync` and `synchronous_commit` are on, as by
 * default); more memory and rarer checkpoints are what any operator gives a database that is written to all day.
 */
const TUNING = ['shared_buffers=512MB', 'max_wal_size=4GB', 'checkpoint_timeout=15min', 'wal_buffers=16MB'];

/** A cluster of our own, on a free port of the loopback interface, gone after `stop`. */
export interface PrivatePostgresql {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** "15.8 (Debian ...)" */
  readonly version: string;
  /** Its only database. */
  readonly jdbcUrl: string;
  stop(): Promise<void>;
}

/**
 * The folder of the newest installed PostgreSQL's server programs, or undefined if there is none: a client alone is not enough.
 * @param under a folder with one folder a version, as Debian has it
 */
export async function postgresqlPrograms(under = INSTALLED_UNDER): Promise<string | undefined> {
  const versions = await readdir(under).catch(() => []);
  const newestFirst = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => b - a);
  for (const version of newestFirst) {
    const programs = join(under, String(version), 'bin');
    const there = ['initdb', 'postgres'].map((name) => access(join(programs, name), constants.X_OK));
    if ((await Promise.allSettled(there)).every(({ status }) => status === 'fulfilled')) return programs;
  }
  return undefined;
}

/**
 * Starts a cluster with durable commits in a temporary folder.
 * @throws {CommandFailed} if the programs refuse; an `Error` if it is not ready within 30 s
 */
export async function startPrivatePostgresql(programs: string): Promise<PrivatePostgresql> {
  const directory = await mkdtemp(join(tmpdir(), 'jiesu-peers-postgresql-'));
  const identity = await unprivileged();
  const user = 'bench';
  const password = randomBytes(18).toString('base64url');
  const options = { ...identity, cwd: directory, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
  try {
    const passwordFile = join(directory, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (identity.uid !== undefined && identity.gid !== undefined)
      for (const path of [directory, passwordFile]) await chown(path, identity.uid, identity.gid);
    const data = join(directory, 'data');
    await run(
      join(programs, 'initdb'),
      ['-D', data, '-U', user, '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8'],
      options,
    );
    const port = await freePort();
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), '-k', directory, '-c', 'listen_addresses=127.0.0.1'].concat(
        TUNING.flatMap((setting) => ['-c', setting]),
      ),
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const stopWithUs = (): void => {
      server.kill('SIGQUIT');
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once('exit', stopWithUs);
    const end = async (): Promise<void> => {
      await stop(server, 'SIGINT');
      process.off('exit', stopWithUs);
      await rm(directory, { recursive: true, force: true });
    };
    try {
      await readyLine(server.stderr);
    } catch (failure) {
      await end();
      throw failure;
    }
    return {
      port,
      user,
      password,
      version: (await run(join(programs, 'postgres'), ['--version'])).replace(/^\D*/, '').trim(),
      jdbcUrl: `jdbc:postgresql://127.0.0.1:${port}/postgres`,
      stop: end,
    };
  } catch (failure) {
    await rm(directory, { recursive: true, force: true });
    throw failure;
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string): Promise<number> => Number(await run('id', [flag, 'postgres']));
  return { uid: await id('-u'), gid: await id('-g') };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function readyLine(log: NodeJS.ReadableStream): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string): void =>
      reject(new Error(`PostgreSQL ${why}:\n${lines.slice(-12).join('\n')}`));
    const limit = setTimeout(() => refuse(`was not ready within ${READY_WITHIN_MS} ms`), READY_WITHIN_MS);
    createInterface(log)
      .on('line', (line) => {
        lines.push(line);
        if (!line.includes('database system is ready to accept connections')) return;
        clearTimeout(limit);
        resolve();
      })
      .on('close', () => {
        clearTimeout(limit);
        refuse('ended');
      });
  });
}
