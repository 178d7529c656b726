import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What a child says on its IPC channel when it can serve: `{type: 'ready', …facts}`. */
export type ReadyFacts = Readonly<Record<string, unknown>>;

export interface ProcessDefinition {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly logDir: string;
  /** How the launcher learns that it serves: by the child's message, or by a probe that is asked until it is true. */
  readonly readiness: 'message' | (() => Promise<boolean>);
  /** Longest wait for readiness, in ms. */
  readonly readyWithinMs: number;
}

export interface ProcessEvents {
  /** A line for the person at the console. */
  readonly notice: (line: string) => void;
  /** It died too often: the whole system should stop. */
  readonly gaveUp: (name: string, reason: string) => void;
}

const LOG_LIMIT_BYTES = 50 * 1024 * 1024;
const STOP_WITHIN_MS = 8_000;
const RESTART_WINDOW_MS = 60_000;
const MOST_RESTARTS_IN_WINDOW = 6;
const PROBE_EVERY_MS = 50;
const WARN_LEVEL = 40;
/** What a process writes as plain text when it can't go on. */
const LAST_WORDS = /^(\w*Error: |(engine|server|workers): )/;

/**
 * A child process that is kept alive: started, watched, restarted with a growing pause when it dies, stopped with
 * SIGTERM and, when that isn't heard, SIGKILL. It leads a process group of its own, so that a Ctrl-C reaches only
 * the launcher, which stops the parts in their order.
 */
export class ManagedProcess {
  readonly definition: ProcessDefinition;
  readonly #events: ProcessEvents;
  #child: ChildProcess | undefined;
  #stopping = false;
  #restarts: number[] = [];
  #lastError = '';

  constructor(definition: ProcessDefinition, events: ProcessEvents) {
    this.definition = definition;
    this.#events = events;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it and waits until it serves. @throws Error with the child's own last words when it exits first */
  async start(): Promise<ReadyFacts> {
    const { definition } = this;
    mkdirSync(definition.logDir, { recursive: true });
    const logFile = path.join(definition.logDir, `${definition.name}.log`);
    if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
    const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
    this.#lastError = '';

    const child = spawn(definition.command, definition.args, {
      cwd: definition.cwd,
      env: definition.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(definition.readiness === 'message' ? (['ipc'] as const) : [])],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`);
        this.#read(line);
      });
    }
    return new Promise<ReadyFacts>((resolve, reject) => {
      let ready = false;
      const timer = setTimeout(() => {
        fail(`did not become ready within ${definition.readyWithinMs / 1000} s; see ${logFile}`);
        this.#signal('SIGKILL');
      }, definition.readyWithinMs);
      const settle = (facts: ReadyFacts) => {
        if (ready) return;
        ready = true;
        clearTimeout(timer);
        resolve(facts);
      };
      const fail = (reason: string) => {
        if (ready) return;
        ready = true;
        clearTimeout(timer);
        reject(
          new Error(reason.startsWith(`${definition.name}: `) ? reason : `${definition.name}: ${reason}`),
        );
      };
      child.once('error', (error) => fail(error.message));
      child.once('exit', (exitCode, signal) => {
        log.end();
        const how = signal ?? `exit code ${exitCode ?? '?'}`;
        if (ready && !this.#stopping) this.#revive(how);
        fail(this.#lastError !== '' ? this.#lastError : `stopped (${how}); see ${logFile}`);
      });
      if (definition.readiness === 'message') {
        child.on('message', (message: unknown) => {
          if (
            typeof message === 'object' &&
            message !== null &&
            'type' in message &&
            message.type === 'ready'
          ) {
            settle({ ...message });
          }
        });
      } else {
        const probe = definition.readiness;
        const ask = (): void => {
          if (ready) return;
          void probe().then((serves) => {
            if (serves) settle({});
            else setTimeout(ask, PROBE_EVERY_MS);
          });
        };
        ask();
      }
    });
  }

  /** Stops it for good. Resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const force = setTimeout(() => this.#signal('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(force);
  }

  /** Replaces the running child by a new one (its files changed). */
  async restart(): Promise<ReadyFacts> {
    await this.stop();
    this.#stopping = false;
    return this.start();
  }

  /** For tests of survival: SIGKILL, as a power cut would; the watch revives it. */
  kill(): void {
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      this.#child?.kill(signal);
    }
  }

  #revive(how: string): void {
    // The launcher's only use of the wall clock: how often a child died lately.
    const now = Date.now();
    this.#restarts = this.#restarts.filter((at) => now - at < RESTART_WINDOW_MS);
    this.#restarts.push(now);
    const { name } = this.definition;
    if (this.#restarts.length > MOST_RESTARTS_IN_WINDOW) {
      this.#events.gaveUp(
        name,
        `stopped ${this.#restarts.length} times within a minute (${how}). ${this.#lastError}`,
      );
      return;
    }
    const pauseMs = 200 * 2 ** (this.#restarts.length - 1);
    this.#events.notice(`${name} stopped (${how}); starting it again in ${pauseMs / 1000} s`);
    setTimeout(() => {
      if (this.#stopping) return;
      this.start().then(
        () => this.#events.notice(`${name} is back`),
        (error: unknown) => {
          this.#events.notice(error instanceof Error ? error.message : String(error));
          if (!this.#stopping) this.#revive('failed to start');
        },
      );
    }, pauseMs);
  }

  /** Keeps the last error line and shows warnings at the console; everything else is only in the log file. */
  #read(line: string): void {
    if (!line.startsWith('{')) {
      if (LAST_WORDS.test(line)) this.#lastError = line;
      return;
    }
    let entry: { level?: unknown; msg?: unknown };
    try {
      entry = JSON.parse(line) as { level?: unknown; msg?: unknown };
    } catch {
      return;
    }
    const level = typeof entry.level === 'number' ? entry.level : 0;
    if (level < WARN_LEVEL || typeof entry.msg !== 'string') return;
    this.#lastError = entry.msg;
    this.#events.notice(`${this.definition.name}: ${entry.msg}`);
  }
}
