import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSystemOptions, startSystem } from '@jiesu/system';
import { tenth } from '../statistics.ts';

const SETTLE_MS = 10_000;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * A start with an empty data folder and a second one that finds its data, in seconds (what is downloaded or built
 * once is there already when the command was run before), then the resident memory of each process of the idle system in MB.
 * Needs Linux (/proc).
 */
export async function startUp(): Promise<Readonly<Record<string, unknown>>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'jiesu-start-up-'));
  const options = readSystemOptions(
    {
      JIESU_DATA: dataDir,
      PORT: '0',
      ENGINE_GRPC_PORT: '0',
      ENGINE_REST_PORT: '0',
      WORKERS_METRICS_PORT: '0',
    },
    root,
  );
  const start = async () => {
    const begun = performance.now();
    const system = await startSystem(options, {
      notice: (line) => process.stderr.write(`${line}\n`),
      gaveUp: (name, reason) => {
        throw new Error(`${name} ${reason}`);
      },
    });
    return { system, seconds: tenth((performance.now() - begun) / 1000) };
  };
  try {
    const first = await start();
    await first.system.stop();
    const second = await start();
    await pause(SETTLE_MS);
    const memoryMb: Record<string, number> = { launcher: residentMb(process.pid) };
    for (const [name, managed] of second.system.processes) {
      if (managed.pid !== undefined) memoryMb[name] = residentMb(managed.pid);
    }
    await second.system.stop();
    const totalMb = Object.values(memoryMb).reduce((sum, part) => sum + part, 0);
    return {
      firstStartS: first.seconds,
      secondStartS: second.seconds,
      memoryMb,
      totalMb: Math.round(totalMb),
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function residentMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb) / 1024);
}
