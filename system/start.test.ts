import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './ports.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

interface Launch {
  readonly child: ChildProcess;
  output(): string;
  readonly exit: Promise<number | null>;
}

function launch(env: NodeJS.ProcessEnv): Launch {
  const child = spawn(process.execPath, ['--import', 'tsx', 'system/main.ts'], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    output: () => output,
    exit: new Promise((resolve) => child.once('exit', (code) => resolve(code))),
  };
}

async function said(launched: Launch, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (launched.output().includes(text)) resolve();
    };
    launched.child.stdout?.on('data', look);
    launched.child.once('exit', () =>
      reject(new Error(`exited before it said "${text}":\n${launched.output()}`)),
    );
    look();
  });
}

/** Processes whose command line names a folder. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return environment.includes(`JIESU_DATA=${folder}`) || command.includes(folder)
          ? [`${pid} ${command}`]
          : [];
      } catch {
        return [];
      }
    });
}

/** Looks again and again; the test's own time limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(100);
}

describe('npm start', () => {
  let dataDir: string;
  let ports: Record<string, string>;

  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'jiesu-start-'));
    ports = {
      PORT: String(await freePort()),
      ENGINE_GRPC_PORT: String(await freePort()),
      ENGINE_REST_PORT: String(await freePort()),
      WORKERS_METRICS_PORT: String(await freePort()),
    };
  });

  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('starts, keeps its data and its secret over a second start, and leaves no process on Ctrl-C', async () => {
    // Given a first start with an empty data folder
    const first = launch({ ...ports, JIESU_DATA: dataDir });
    await said(first, 'Ctrl-C stops everything');
    const password = /password\s+(\S+)/.exec(first.output())?.[1];
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect((await fetch(`http://127.0.0.1:${ports['PORT']}/readyz`)).status).toBe(200);
    expect(statSync(path.join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    const secret = readFileSync(path.join(dataDir, 'secret'), 'utf8');

    // When it is interrupted
    first.child.kill('SIGINT');

    // Then it ends well and nothing of it is left
    expect(await first.exit).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
    expect(existsSync(path.join(dataDir, 'jiesu.pid'))).toBe(false);

    // And a second start finds all again
    const second = launch({ ...ports, JIESU_DATA: dataDir });
    await said(second, 'Ctrl-C stops everything');
    expect(/password\s+(\S+)/.exec(second.output())?.[1]).toBe(password);
    expect(readFileSync(path.join(dataDir, 'secret'), 'utf8')).toBe(secret);

    // And a third on the same folder is refused
    const third = launch({
      ...ports,
      PORT: '0',
      ENGINE_GRPC_PORT: '0',
      ENGINE_REST_PORT: '0',
      WORKERS_METRICS_PORT: '0',
      JIESU_DATA: dataDir,
    });
    expect(await third.exit).toBe(1);
    expect(third.output()).toContain(`The data folder ${dataDir} is in use by process`);

    second.child.kill('SIGINT');
    expect(await second.exit).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
  }, 240_000);
});

describe('a launcher that is killed', () => {
  it('takes every part with it, and the next start finds the folder free', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'jiesu-killed-'));
    const env = {
      PORT: '0',
      ENGINE_GRPC_PORT: '0',
      ENGINE_REST_PORT: '0',
      WORKERS_METRICS_PORT: '0',
      JIESU_DATA: dataDir,
    };
    try {
      const first = launch(env);
      await said(first, 'Ctrl-C stops everything');
      first.child.kill('SIGKILL');
      await first.exit;
      await until(() => processesOf(dataDir).length === 0);

      const second = launch(env);
      await said(second, 'Ctrl-C stops everything');
      second.child.kill('SIGINT');
      expect(await second.exit).toBe(0);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 120_000);
});

describe('npm start, when it can not', () => {
  let dataDir: string;
  let taken: Server;
  let takenPort: number;
  const any = { PORT: '0', ENGINE_GRPC_PORT: '0', ENGINE_REST_PORT: '0', WORKERS_METRICS_PORT: '0' };

  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'jiesu-refused-'));
    taken = createServer();
    takenPort = await new Promise((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
  });

  afterAll(async () => {
    await new Promise((resolve) => taken.close(resolve));
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each([
    [
      'a taken port',
      () => ({ ...any, PORT: String(takenPort) }),
      /^Port \d+ is taken by another program: .* set PORT to a free port\.$/,
    ],
    [
      'a taken engine port',
      () => ({ ...any, ENGINE_GRPC_PORT: String(takenPort) }),
      /^Port \d+ is taken .* set ENGINE_GRPC_PORT/,
    ],
    ['a port that is none', () => ({ ...any, PORT: 'web' }), /^PORT: must be a port number$/],
    [
      'an unreachable database',
      () => ({ ...any, MONGODB_URI: 'mongodb://127.0.0.1:1/jiesu?serverSelectionTimeoutMS=500' }),
      /^MONGODB_URI can not be reached: .* unset it to use the embedded database\.$/,
    ],
    [
      'an unreachable Zeebe',
      () => ({ ...any, ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:1', ZEEBE_REST_ADDRESS: 'http://127.0.0.1:1' }),
      /^Zeebe does not answer at http:\/\/127\.0\.0\.1:1: .* unset both addresses/,
    ],
    [
      'half a Zeebe',
      () => ({ ...any, ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:1' }),
      /^ZEEBE_GRPC_ADDRESS and ZEEBE_REST_ADDRESS belong together/,
    ],
  ])(
    '%s: one line that says what to do, exit code 1, nothing started',
    async (_what, env, line) => {
      const launched = launch({ JIESU_DATA: dataDir, ...env() });
      expect(await launched.exit).toBe(1);
      const lines = launched.output().trim().split('\n');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(line);
      expect(processesOf(dataDir)).toEqual([]);
    },
    30_000,
  );
});
