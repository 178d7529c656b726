import { Camunda8 } from '@camunda8/sdk';
import { DomainError } from '@jiesu/domain';
import { grpcSource } from './grpc-source.ts';
import { restSource } from './rest-source.ts';
import type { JobSource } from './source.ts';

/** A message to a process. Ids, codes, numbers and times only. */
export interface EngineMessage {
  readonly name: string;
  readonly correlationKey: string;
  /** The engine drops a message whose id it still holds. */
  readonly messageId: string;
  /** How long it waits for somebody who listens, in ms. */
  readonly timeToLiveMs: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Variables = NonNullable<
  Parameters<ReturnType<Camunda8['getZeebeGrpcApiClient']>['publishMessage']>[0]['variables']
>;
const GRPC_ALREADY_EXISTS = 6;
const HTTP_NOT_FOUND = 404;
const HTTP_CONFLICT = 409;

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
  /** Publishes a message; one that it holds already is no error. */
  publish(message: EngineMessage): Promise<void>;
  /** Changes when a user task is due, ISO 8601. False when it is not open any more. */
  setDueDate(userTaskKey: string, dueDate: string): Promise<boolean>;
  /** XML of a deployed process; undefined where the engine does not offer it. */
  processXml(processDefinitionKey: string): Promise<string | undefined>;
  /** The embedded engine's time, which can be moved; ms since 1970. */
  now(): Promise<number>;
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
  const grpc = camunda.getZeebeGrpcApiClient();
  const grpcJobs = grpcSource(grpc);
  const restJobs = restSource(rest);
  return {
    grpc: grpcJobs,
    rest: restJobs,
    isReachable: () =>
      rest.getTopology().then(
        () => true,
        () => false,
      ),
    async publish({ name, correlationKey, messageId, timeToLiveMs, variables }) {
      try {
        await grpc.publishMessage({
          name,
          correlationKey,
          messageId,
          timeToLive: timeToLiveMs,
          variables: { ...variables } as Variables,
        });
      } catch (error) {
        if (!hasCode(error, GRPC_ALREADY_EXISTS)) throw error;
      }
    },
    async setDueDate(userTaskKey, dueDate) {
      try {
        await rest.updateUserTask({ userTaskKey, changeset: { dueDate } });
        return true;
      } catch (error) {
        const status = error instanceof Error && 'status' in error ? error.status : undefined;
        if (status === HTTP_NOT_FOUND || status === HTTP_CONFLICT) return false;
        throw error;
      }
    },
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
    async now() {
      const answer = await fetch(`${addresses.restAddress}/engine/clock`);
      if (!answer.ok) throw new DomainError('ENGINE_UNAVAILABLE');
      return ((await answer.json()) as { readonly now: number }).now;
    },
    async close() {
      await Promise.all([grpcJobs.close(), restJobs.close()]);
    },
  };
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Waits until the engine answers. @throws DomainError ENGINE_UNAVAILABLE after `withinMs` */
export async function requireEngine(engine: EngineConnection, withinMs: number): Promise<void> {
  const expired = new Promise<false>((resolve) => setTimeout(() => resolve(false), withinMs).unref());
  if (!(await Promise.race([engine.isReachable(), expired]))) throw new DomainError('ENGINE_UNAVAILABLE');
}
