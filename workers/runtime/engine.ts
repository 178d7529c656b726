import { Camunda8 } from '@camunda8/sdk';
import { DomainError } from '@jiesu/domain';
import { grpcSource } from './grpc-source.ts';
import { restSource } from './rest-source.ts';
import type { JobSource } from './source.ts';

export interface EngineAddresses {
  /** With its scheme, e.g. grpc://127.0.0.1:26500. */
  readonly grpcAddress: string;
  readonly restAddress: string;
  /** How the SDK signs in: NONE, OAUTH, BASIC …; its own variables hold the rest. */
  readonly authStrategy: string;
}

/** The engine as the workers use it. */
export interface EngineConnection {
  readonly grpc: JobSource;
  readonly rest: JobSource;
  /** Whether it answers. */
  isReachable(): Promise<boolean>;
  /** XML of a deployed process; undefined where the engine does not offer it. */
  processXml(processDefinitionKey: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * Connects to the engine, lazily and for good: what fails while it is away is tried again by the workers.
 * CAMUNDA_* variables of the environment (authentication, TLS) are the SDK's own.
 */
export function connectEngine(addresses: EngineAddresses): EngineConnection {
  const camunda = new Camunda8({
    ZEEBE_GRPC_ADDRESS: addresses.grpcAddress,
    ZEEBE_REST_ADDRESS: addresses.restAddress,
    CAMUNDA_AUTH_STRATEGY: addresses.authStrategy,
    CAMUNDA_LOG_LEVEL: 'none',
    zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE', ZEEBE_GRPC_CLIENT_RETRY: false },
  } as ConstructorParameters<typeof Camunda8>[0]);
  const rest = camunda.getOrchestrationClusterApiClientLoose();
  const grpcJobs = grpcSource(camunda.getZeebeGrpcApiClient());
  const restJobs = restSource(rest);
  return {
    grpc: grpcJobs,
    rest: restJobs,
    isReachable: () =>
      rest.getTopology().then(
        () => true,
        () => false,
      ),
    async processXml(processDefinitionKey) {
      try {
        return await rest.getProcessDefinitionXml(
          { processDefinitionKey },
          { consistency: { waitUpToMs: 0 } },
        );
      } catch {
        return undefined;
      }
    },
    async close() {
      await Promise.all([grpcJobs.close(), restJobs.close()]);
    },
  };
}

/** Waits until the engine answers. @throws DomainError ENGINE_UNAVAILABLE after `withinMs` */
export async function requireEngine(engine: EngineConnection, withinMs: number): Promise<void> {
  const expired = new Promise<false>((resolve) => setTimeout(() => resolve(false), withinMs).unref());
  if (!(await Promise.race([engine.isReachable(), expired]))) throw new DomainError('ENGINE_UNAVAILABLE');
}
