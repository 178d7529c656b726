import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { newDemoPassword } from './config.ts';
import { startSystem, type RunningSystem } from './system.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export interface TemporarySystem extends RunningSystem {
  readonly demoPassword: string;
  readonly dataDir: string;
}

/**
 * A system of its own on free ports, with a data folder that goes when it stops, demo people and a clock that can
 * be moved: for the demo, the benchmarks and the tests.
 */
export async function startTemporarySystem(options: {
  readonly notice?: (line: string) => void;
  readonly withoutWebApp?: boolean;
  /** For a caller that brings its own desks. */
  readonly withoutServer?: boolean;
  /** Variables of the workers, for example a gateway for text messages. */
  readonly workersEnv?: Readonly<Record<string, string>>;
  /** Variables of the server, for example the token of that gateway. */
  readonly serverEnv?: Readonly<Record<string, string>>;
}): Promise<TemporarySystem> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'jiesu-'));
  const removeData = (): void => rmSync(dataDir, { recursive: true, force: true });
  const demoPassword = newDemoPassword();
  try {
    const system = await startSystem(
      {
        root,
        dataDir,
        port: 0,
        enginePorts: { grpc: 0, rest: 0 },
        workersMetricsPort: 0,
        clockControl: true,
        mongodbUri: undefined,
        zeebe: undefined,
        secret: undefined,
        demo: true,
        demoPassword,
        production: false,
      },
      {
        withoutWebApp: options.withoutWebApp ?? true,
        withoutServer: options.withoutServer ?? false,
        ...(options.workersEnv === undefined ? {} : { workersEnv: options.workersEnv }),
        ...(options.serverEnv === undefined ? {} : { serverEnv: options.serverEnv }),
        notice: options.notice ?? (() => undefined),
        gaveUp: (name, reason) => {
          throw new Error(`${name} ${reason}`);
        },
      },
    );
    return {
      ...system,
      demoPassword,
      dataDir,
      stop: async () => {
        await system.stop();
        removeData();
      },
    };
  } catch (error) {
    removeData();
    throw error;
  }
}
