import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

const KILL_AFTER_MS = 10_000;

/** A command that ended badly; `code` is its exit code or the errno of a command that could not be started. */
export class CommandFailed extends Error {
  readonly code: string;

  constructor(command: string, code: string, output: string) {
    super(`${command} failed (${code}): ${output.trim().split('\n').slice(-12).join('\n')}`);
    this.name = 'CommandFailed';
    this.code = code;
  }
}

/**
 * Runs a command to its end and answers its stdout; its stderr goes to ours if `loud`.
 * @throws {CommandFailed} if it can't be started or its exit code is not 0
 */
export async function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { readonly loud?: boolean } = {},
): Promise<string> {
  const { loud = false, ...rest } = options;
  const child = spawn(command, args, { ...rest, stdio: ['ignore', 'pipe', loud ? 'inherit' : 'pipe'] });
  const stopWithUs = (): void => void child.kill();
  process.once('exit', stopWithUs);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (code !== 0) throw new CommandFailed(command, String(code ?? signal), stderr + stdout);
    return stdout;
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.name !== 'CommandFailed')
      throw new CommandFailed(command, String(failure.code), failure.message);
    throw failure;
  } finally {
    process.off('exit', stopWithUs);
  }
}

/** True if the command can be started, whatever it answers to `--version`. */
export async function isInstalled(command: string): Promise<boolean> {
  return run(command, ['--version']).then(
    () => true,
    (failure: unknown) => !(failure instanceof CommandFailed && failure.code === 'ENOENT'),
  );
}

/** Stops a process that we started, by force after 10 s. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  const force = setTimeout(() => void child.kill('SIGKILL'), KILL_AFTER_MS);
  await closed;
  clearTimeout(force);
}
