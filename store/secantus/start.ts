import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { secantusCommand } from './command.ts';
import type { SecantusCommandOptions } from './command.ts';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5000;
const PROBE_EVERY_MS = 50;

/** A running embedded database. */
export interface RunningSecantus {
  readonly uri: string;
  readonly pid: number;
  /** SIGTERM, and SIGKILL when that is not heard; resolves when the process is gone. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would; for tests of survival. */
  kill(): Promise<void>;
}

/**
 * Starts the embedded database and resolves when it answers.
 * @throws EmbeddedDatabaseError with its last words when it stops before
 */
export async function startSecantus(options: SecantusCommandOptions): Promise<RunningSecantus> {
  const { command, args, uri, probe } = secantusCommand(options);
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString('utf8')).slice(-2000);
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      lastWords = error.message;
      resolve();
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (hasEnded(child)) return;
    child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(force);
  };

  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (!(await probe())) {
    if (hasEnded(child) || performance.now() > giveUpAt) {
      await end('SIGKILL');
      throw new EmbeddedDatabaseError(
        `The embedded database did not start: ${lastWords.trim().split('\n').at(-1) ?? ''}`,
      );
    }
    await pause(PROBE_EVERY_MS);
  }
  if (child.pid === undefined) throw new EmbeddedDatabaseError('The embedded database did not start.');
  return { uri, pid: child.pid, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
