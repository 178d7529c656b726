import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, startEngine, type EngineOptions } from '../index.ts';
import type { EnginePorts } from './check.ts';

export interface Engines {
  readonly engine: EnginePorts;
  readonly busy: EnginePorts;
  close(): Promise<void>;
}

/** Two engines on free ports with folders of their own: one to work with, and one that can't let anybody wait. */
export async function startEngines(): Promise<Engines> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-conformance-'));
  const open = (name: string, options: EngineOptions) =>
    startEngine({
      grpcPort: 0,
      restPort: 0,
      dataDir: join(folder, name),
      clockControl: true,
      logger: createLogger('error'),
      ...options,
    });
  const engine = await open('free', {});
  const busy = await open('busy', { maxWaiting: 0 });
  return {
    engine,
    busy,
    close: async () => {
      await engine.close();
      await busy.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A stream of jobs ends when its client has enough. */
const CALL = /^engine_calls_total\{protocol="\w+",operation="([^"]+)",outcome="(?:OK|CANCELLED)"\} (\d+)$/;

/** The calls that an engine has answered without an error, as rows of the conformance table. */
export async function answeredCalls({ restPort }: EnginePorts): Promise<ReadonlySet<string>> {
  const response = await fetch(`http://127.0.0.1:${restPort}/metrics`);
  const lines = (await response.text()).split('\n');
  return new Set(
    lines.flatMap((line) => {
      const [, operation = '', count = '0'] = CALL.exec(line) ?? [];
      return Number(count) > 0 ? [operation] : [];
    }),
  );
}
