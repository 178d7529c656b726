import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** An engine in a process of its own: the workers know it only by its protocol. */
export interface EngineProcess {
  readonly grpcAddress: string;
  readonly restAddress: string;
  /** SIGKILL, then a start on the same data and ports. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Ready {
  readonly type: 'ready';
  readonly grpcPort: number;
  readonly restPort: number;
}

/** Starts an engine with a movable clock on free ports and in a temporary folder. */
export async function startEngineProcess(): Promise<EngineProcess> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'jiesu-engine-'));
  let running = await launch(dataDir, 0, 0);
  const { grpcPort, restPort } = running.ready;
  return {
    grpcAddress: `grpc://127.0.0.1:${grpcPort}`,
    restAddress: `http://127.0.0.1:${restPort}`,
    async restart() {
      await running.end('SIGKILL');
      running = await launch(dataDir, grpcPort, restPort);
    },
    async stop() {
      await running.end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function launch(dataDir: string, grpcPort: number, restPort: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, 'engine', 'main.ts')], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      ENGINE_DATA: dataDir,
      ENGINE_GRPC_PORT: String(grpcPort),
      ENGINE_REST_PORT: String(restPort),
      ENGINE_CLOCK_CONTROL: 'true',
      ENGINE_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    child.once('exit', (code) => reject(new Error(`the engine ended with ${code ?? 'a signal'}`)));
  });
  return {
    ready,
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      await gone;
    },
  };
}
