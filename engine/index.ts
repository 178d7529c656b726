import { readConfig, type EngineConfig } from './config.ts';
import { openEngineCore, type OpenEngineCore } from './core.ts';
import { claimDataFolder } from './data-folder.ts';
import { serveGateway, type GatewayOptions } from './gateway/index.ts';
import { createLogger } from './logging.ts';
import type { EngineCore, EngineCoreOptions } from './processor/commands.ts';

export { DataFolderInUseError } from './data-folder.ts';
export { ListenError } from './gateway/index.ts';
export { readConfig, type EngineConfig } from './config.ts';
export { createLogger } from './logging.ts';
export type { EngineCore } from './processor/commands.ts';

/** What is left out is as the environment variables' defaults have it. */
export type EngineOptions = Partial<GatewayOptions & EngineCoreOptions>;

export interface RunningEngine {
  readonly grpcPort: number;
  readonly restPort: number;
  readonly core: EngineCore;
  /** Refuses new calls, answers those that were accepted, closes the store. Takes less than 5 s. */
  close(): Promise<void>;
}

/**
 * Starts an engine in this process: opens its store and serves it over gRPC and REST. Port 0 takes any free port.
 * @throws ListenError when a port is taken, DataFolderInUseError; nothing keeps running then
 */
export async function startEngine(options: EngineOptions = {}): Promise<RunningEngine> {
  const settings = { ...optionsOf(readConfig({})), logger: createLogger('warn'), ...options };
  const release = await claimDataFolder(settings.dataDir);
  let core: OpenEngineCore | undefined;
  try {
    core = await openEngineCore(settings);
    return await serve(core, settings, release);
  } catch (error) {
    await core?.close();
    await release();
    throw error;
  }
}

async function serve(
  core: OpenEngineCore,
  settings: GatewayOptions,
  release: () => Promise<void>,
): Promise<RunningEngine> {
  const gateway = await serveGateway(core, settings, core);
  return {
    grpcPort: gateway.grpcPort,
    restPort: gateway.restPort,
    core,
    close: async () => {
      await gateway.close();
      await core.close();
      await release();
    },
  };
}

/** The options that a configuration stands for. */
export function optionsOf(config: EngineConfig): Omit<GatewayOptions & EngineCoreOptions, 'logger'> {
  return {
    host: config.ENGINE_HOST,
    grpcPort: config.ENGINE_GRPC_PORT,
    restPort: config.ENGINE_REST_PORT,
    dataDir: config.ENGINE_DATA,
    clockControl: config.ENGINE_CLOCK_CONTROL,
    maxQueue: config.ENGINE_MAX_QUEUE,
    maxWaiting: config.ENGINE_MAX_WAITING,
    longPollMs: config.ENGINE_LONG_POLL_MS,
    maxMessageBytes: config.ENGINE_MAX_MESSAGE_BYTES,
    search: config.ENGINE_SEARCH,
    recordRetentionMs: config.ENGINE_RETENTION_HOURS * 3_600_000,
    credentials: {
      user: config.ENGINE_AUTH_USER,
      password: config.ENGINE_AUTH_PASSWORD,
      token: config.ENGINE_AUTH_TOKEN,
    },
    tls: tlsOf(config),
  };
}

function tlsOf({ ENGINE_TLS_CERT, ENGINE_TLS_KEY }: EngineConfig): GatewayOptions['tls'] {
  if (ENGINE_TLS_CERT === undefined || ENGINE_TLS_KEY === undefined) return undefined;
  return { certPath: ENGINE_TLS_CERT, keyPath: ENGINE_TLS_KEY };
}
