import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSystemOptions } from './config.ts';
import { startSystem, type RunningSystem } from './system.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const abort = new AbortController();
let starting: Promise<RunningSystem> | undefined;

async function stop(exitCode: number): Promise<void> {
  if (abort.signal.aborted) return;
  say('stopping…');
  abort.abort();
  await starting?.then(
    (system) => system.stop(),
    () => undefined,
  );
  say('stopped');
  process.exit(exitCode);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  const begun = performance.now();
  const options = readSystemOptions(process.env, root);
  starting = startSystem(options, {
    watch: process.argv.includes('--dev'),
    signal: abort.signal,
    notice: say,
    gaveUp: (name, reason) => {
      say(`${name} ${reason}`);
      void stop(1);
    },
  });
  const system = await starting;
  say('');
  say(`  接诉 Jiesu   ${system.url}   (ready in ${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  if (system.demoPassword !== undefined) {
    say(`  demo people  agent, dispatcher, supervisor, callback, owner, admin, unit.<unit id>`);
    say(`  password     ${system.demoPassword}`);
  }
  say('  Ctrl-C stops everything.');
  say('');
} catch (error) {
  if (!abort.signal.aborted) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
