import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, startEngine, type EngineOptions, type RunningEngine } from '../../index.ts';
import { clientsOf } from './clients.ts';

/** A real engine on free ports with a folder of its own, and the SDK's clients for it. */
export async function givenEngine(options: EngineOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'engine-'));
  const engine: RunningEngine = await startEngine({
    grpcPort: 0,
    restPort: 0,
    dataDir,
    clockControl: true,
    logger: createLogger('error'),
    ...options,
  });
  const clients = clientsOf(engine);
  return {
    ...clients,
    engine,
    dataDir,
    /** Deploys models by their file names. */
    deploy: (files: Readonly<Record<string, string>>) =>
      clients.grpc.deployResources(
        Object.entries(files).map(([name, text]) =>
          name.endsWith('.dmn')
            ? { name, decision: Buffer.from(text) }
            : { name, process: Buffer.from(text) },
        ),
      ),
    stop: async (): Promise<void> => {
      await clients.grpc.close();
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
