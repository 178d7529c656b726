import { createServer } from 'node:net';
import type { Logger } from 'pino';
import { JobPoller } from '../jobs/index.ts';
import { createMetrics } from '../metrics.ts';
import type { EngineCore } from '../processor/commands.ts';
import { authorizer, type Credentials } from './auth.ts';
import type { Gateway, History } from './gateway.ts';
import { GrpcServer } from './grpc/server.ts';
import { createRestApp } from './rest/app.ts';
import { RestServer } from './rest/server.ts';
import { readTls, type TlsFiles } from './tls.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly grpcPort: number;
  readonly restPort: number;
  readonly clockControl: boolean;
  /** Most long polls and job streams that wait. */
  readonly maxWaiting: number;
  /** How long a poll waits that names no time, ms. */
  readonly longPollMs: number;
  /** Largest request in bytes. */
  readonly maxMessageBytes: number;
  readonly logger: Logger;
  /** Who may call; everyone when absent. */
  readonly credentials?: Credentials;
  /** Encrypts both protocols. */
  readonly tls?: TlsFiles | undefined;
}

export interface RunningGateway {
  readonly grpcPort: number;
  readonly restPort: number;
  /** Stops both servers within a few seconds; polls and streams that wait are told UNAVAILABLE. */
  close(): Promise<void>;
}

/** A port that can't be listened on. `code` is the system's (EADDRINUSE, EACCES) or LISTEN_FAILED. */
export class ListenError extends Error {
  readonly code: string;

  constructor(setting: string, host: string, port: number, code: string) {
    super(
      code === 'EADDRINUSE'
        ? `port ${port} on ${host} is taken: stop what listens there or set ${setting} to a free port`
        : `can't listen on ${host}:${port} (${code}): check ENGINE_HOST and ${setting}`,
    );
    this.code = code;
  }
}

/**
 * Serves an engine core over gRPC and REST.
 * @throws ListenError when a port can't be had, Error when the certificate can't be used; nothing keeps running then
 */
export async function serveGateway(
  core: EngineCore,
  options: GatewayOptions,
  history: History = {},
): Promise<RunningGateway> {
  const jobs = new JobPoller(core, {
    maxWaiting: options.maxWaiting,
    defaultRequestTimeoutMs: options.longPollMs,
  });
  const { gateway, address } = gatewayOf(core, jobs, options, history);
  const tls = options.tls && readTls(options.tls);
  const grpc = new GrpcServer(options.maxMessageBytes, tls);
  const rest = new RestServer(createRestApp(gateway), tls);
  const close = async (): Promise<void> => {
    await Promise.all([jobs.close(), grpc.close(), rest.close()]);
  };
  try {
    address.port = await listening('ENGINE_GRPC_PORT', options.host, options.grpcPort, () =>
      grpc.listen(gateway, options.host, options.grpcPort),
    );
    const restPort = await listening('ENGINE_REST_PORT', options.host, options.restPort, () =>
      rest.listen(options.host, options.restPort),
    );
    return { grpcPort: address.port, restPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function gatewayOf(core: EngineCore, jobs: JobPoller, options: GatewayOptions, history: History) {
  const address = { host: options.host, port: options.grpcPort };
  const gateway: Gateway = {
    core,
    history,
    jobs,
    authorize: authorizer(options.credentials ?? {}),
    logger: options.logger,
    metrics: createMetrics(core, () => jobs.waiting),
    clockControl: options.clockControl,
    maxMessageBytes: options.maxMessageBytes,
    address,
  };
  return { gateway, address };
}

async function listening(
  setting: string,
  host: string,
  port: number,
  listen: () => Promise<number>,
): Promise<number> {
  const obstacle = await obstacleAt(host, port);
  if (obstacle !== undefined) throw new ListenError(setting, host, port, obstacle);
  try {
    return await listen();
  } catch {
    throw new ListenError(setting, host, port, (await obstacleAt(host, port)) ?? 'LISTEN_FAILED');
  }
}

/** Why a port can't be listened on, as the system's code; asked with a plain socket, for grpc-js tells only words. */
async function obstacleAt(host: string, port: number): Promise<string | undefined> {
  if (port === 0) return undefined;
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? 'LISTEN_FAILED');
    });
    probe.listen(port, host, () => {
      probe.close(() => {
        resolve(undefined);
      });
    });
  });
}
