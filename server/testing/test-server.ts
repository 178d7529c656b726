import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import request from 'supertest';
import { openTestStore } from '../../store/testing/index.ts';
import type { TestStore } from '../../store/testing/index.ts';
import { readConfig, startServer } from '../index.ts';
import type { RunningServer } from '../index.ts';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Password of the demo people in tests. */
export const PASSWORD = 'correct horse battery staple';

interface EnginePorts {
  readonly grpcPort: number;
  readonly restPort: number;
}

/** An embedded engine in a process of its own. */
class TestEngine {
  readonly #dataDir: string;
  #child: ChildProcess | undefined;
  ports: EnginePorts = { grpcPort: 0, restPort: 0 };

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  async start(): Promise<void> {
    const child = fork(path.join(ROOT, 'engine', 'main.ts'), {
      cwd: ROOT,
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ENGINE_DATA: this.#dataDir,
        ENGINE_GRPC_PORT: String(this.ports.grpcPort),
        ENGINE_REST_PORT: String(this.ports.restPort),
        ENGINE_CLOCK_CONTROL: 'true',
        ENGINE_LOG_LEVEL: 'error',
      },
    });
    this.#child = child;
    this.ports = await new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as EnginePorts));
      child.once('exit', (code) => reject(new Error(`the engine ended with ${String(code)}`)));
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
}

/** A person's session: a supertest agent that carries the token against forged requests. */
export class Desk {
  readonly agent: ReturnType<typeof request.agent>;
  csrfToken = '';
  /** The session as a header, for a client of one's own. */
  cookie = '';

  constructor(url: string) {
    this.agent = request.agent(url);
  }

  async signIn(username: string, password = PASSWORD): Promise<request.Response> {
    const answer = await this.agent.post('/api/session').send({ username, password });
    const cookies = (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? [];
    this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    this.csrfToken = (answer.body as { csrfToken?: string }).csrfToken ?? '';
    return answer;
  }

  get(target: string): request.Test {
    return this.agent.get(target);
  }

  post(target: string, body: object = {}): request.Test {
    return this.agent.post(target).set('x-csrf-token', this.csrfToken).send(body);
  }

  put(target: string, body: object): request.Test {
    return this.agent.put(target).set('x-csrf-token', this.csrfToken).send(body);
  }

  delete(target: string): request.Test {
    return this.agent.delete(target).set('x-csrf-token', this.csrfToken);
  }
}

/** A server with a real database and a real engine. */
export interface TestSystem {
  readonly test: TestStore;
  readonly engine: TestEngine;
  readonly engineUrl: string;
  server: RunningServer;
  url(): string;
  desk(username: string): Promise<Desk>;
  /** A second server on the same data, e.g. after a restart. */
  startServer(env?: Record<string, string>): Promise<RunningServer>;
  stop(): Promise<void>;
}

/** Starts it all on free ports; `env` overrides the configuration. */
export async function startTestSystem(env: Record<string, string> = {}): Promise<TestSystem> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jiesu-server-'));
  const test = await openTestStore();
  const engine = new TestEngine(path.join(dataDir, 'engine'));
  await engine.start();
  const { grpcPort, restPort } = engine.ports;
  const start = (more: Record<string, string> = {}): Promise<RunningServer> =>
    startServer(
      readConfig({
        PORT: '0',
        MONGODB_URI: test.uri,
        ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${grpcPort}`,
        ZEEBE_REST_ADDRESS: `http://127.0.0.1:${restPort}`,
        JIESU_ROOT: ROOT,
        JIESU_SECRET: 'a secret of the tests, long enough',
        JIESU_DEMO: 'true',
        JIESU_DEMO_PASSWORD: PASSWORD,
        ENGINE_CLOCK_CONTROL: 'true',
        SERVER_PASSWORD_MEMORY_KIB: '64',
        SERVER_PASSWORD_PASSES: '1',
        SERVER_LOG_LEVEL: 'silent',
        ...env,
        ...more,
      }),
      {
        machineClock: { now: () => new Date().getTime() },
        logger: pino({ level: process.env['SERVER_LOG_LEVEL'] ?? 'silent' }),
      },
    );
  const system: TestSystem = {
    test,
    engine,
    engineUrl: `http://127.0.0.1:${restPort}`,
    server: await start(),
    url: () => `http://127.0.0.1:${system.server.port}`,
    async desk(username) {
      const desk = new Desk(system.url());
      await desk.signIn(username);
      return desk;
    },
    startServer: start,
    async stop() {
      await system.server.close();
      await engine.stop();
      await test.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return system;
}
