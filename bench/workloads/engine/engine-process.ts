import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildBundles } from '@jiesu/system';
import { memoryOf, type Memory } from './memory.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');
/** Longest wait for an engine that starts on a large store, in ms. */
const READY_WITHIN_MS = 60_000;
/** USER_HZ of Linux: clock ticks of /proc/<pid>/stat in a second. */
const TICKS_PER_SECOND = 100;

/** As `npm run engine` and `npm start` have it. */
const NODE_FLAGS = ['--max-semi-space-size=32'];

export interface EngineProcessOptions {
  /** A bundle that was made earlier, to compare two; made anew when left out. */
  readonly bundle?: string | undefined;
  /** Flags of node, for instance those of a profile. */
  readonly nodeFlags?: readonly string[];
}

/** Ports of an engine that serves. */
export interface EngineAddress {
  readonly grpcPort: number;
  readonly restPort: number;
}

/** The embedded engine in a process of its own on free ports and a temporary folder, as `npm start` would run it. */
export class EngineProcess {
  readonly dataDir: string;
  readonly bundle: string;
  readonly #nodeFlags: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(dataDir: string, bundle: string, nodeFlags: readonly string[]) {
    this.dataDir = dataDir;
    this.bundle = bundle;
    this.#nodeFlags = nodeFlags;
  }

  /** Prepares an engine on an empty folder; `start` starts it. */
  static async create({ bundle, nodeFlags = [] }: EngineProcessOptions = {}): Promise<EngineProcess> {
    if (bundle === undefined) await buildBundles(ROOT);
    return new EngineProcess(
      await mkdtemp(path.join(tmpdir(), 'jiesu-bench-')),
      path.resolve(bundle ?? path.join(ROOT, 'dist', 'engine.js')),
      nodeFlags,
    );
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<EngineAddress> {
    const child = spawn(process.execPath, [...NODE_FLAGS, ...this.#nodeFlags, this.bundle], {
      cwd: ROOT,
      env: {
        ...process.env,
        ENGINE_GRPC_PORT: '0',
        ENGINE_REST_PORT: '0',
        ENGINE_DATA: this.dataDir,
        ENGINE_LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    const limit = AbortSignal.timeout(READY_WITHIN_MS);
    const ended = once(child, 'exit', { signal: limit }).then(() => {
      throw new Error('the engine ended before it was ready');
    });
    const ready = once(child, 'message', { signal: limit }) as Promise<[EngineAddress]>;
    ended.catch(() => undefined);
    const [address] = await Promise.race([ready, ended]);
    return address;
  }

  /** CPU time that it has used so far, in ms. */
  async cpuMs(): Promise<number> {
    const stat = await readFile(`/proc/${this.#pid()}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }

  /** Resident memory by what it consists of. */
  async memory(): Promise<Memory> {
    return memoryOf(this.#pid(), this.dataDir);
  }

  /** Ends it at once, as a power cut would: kill -9. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops it as Ctrl-C does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Stops it and removes its folder. */
  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  #pid(): number {
    if (this.#child?.pid === undefined) throw new Error('the engine is not running');
    return this.#child.pid;
  }
}
