import { File } from 'node:buffer';
import { Camunda8 } from '@camunda8/sdk';
import { DomainError } from '@jiesu/domain';
import { asked, isEngineRefusal } from './errors.ts';
import type { Engine } from './engine.ts';
import { within } from './within.ts';

/** Where the engine is. */
export interface EngineAddresses {
  /** With its scheme: grpc://127.0.0.1:26500. */
  readonly grpc: string;
  readonly rest: string;
}

const PUBLISH_WITHIN_MS = 5_000;
const CLOCK_WITHIN_MS = 5_000;
const GRPC_ALREADY_EXISTS = 6;

/** Connects to the engine through Camunda's own client, lazily: it need not run yet. */
export function connectEngine(addresses: EngineAddresses): Engine {
  const camunda = new Camunda8({
    ZEEBE_GRPC_ADDRESS: addresses.grpc,
    ZEEBE_REST_ADDRESS: addresses.rest,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
    // the outbox repeats what failed, with a growing wait and without a limit
    zeebeGrpcSettings: {
      ZEEBE_GRPC_CLIENT_RETRY: false,
      ZEEBE_CLIENT_LOG_LEVEL: 'NONE',
      GRPC_INITIAL_RECONNECT_BACKOFF_MS: setting(100),
      GRPC_MIN_RECONNECT_BACKOFF_MS: setting(100),
      GRPC_MAX_RECONNECT_BACKOFF_MS: setting(1000),
    },
  });
  const grpc = camunda.getZeebeGrpcApiClient();
  const rest = camunda.getOrchestrationClusterApiClientLoose();
  return {
    async publish(message) {
      const published = grpc.publishMessage({
        name: message.name,
        correlationKey: message.correlationKey,
        messageId: message.messageId,
        timeToLive: message.timeToLiveMs,
        variables: message.variables as Record<string, string>,
      });
      try {
        await within(PUBLISH_WITHIN_MS, published);
      } catch (error) {
        // the engine has it from before: told twice is told
        if (isKnownMessage(error)) return;
        throw new DomainError('ENGINE_UNAVAILABLE', { cause: error });
      }
    },
    async assign(userTaskKey, assignee) {
      await asked(() => rest.assignUserTask({ userTaskKey, assignee, allowOverride: false }));
    },
    async unassign(userTaskKey) {
      await asked(() => rest.unassignUserTask({ userTaskKey }));
    },
    async complete(userTaskKey, variables) {
      await asked(() => rest.completeUserTask({ userTaskKey, variables: { ...variables } }));
    },
    async deploy(resources) {
      const files = resources.map(({ name, content }) => new File([content], name));
      // the client's types mean the browser's File, which Node's differs from in nothing that it uses
      const input = { resources: files } as unknown as Parameters<typeof rest.createDeployment>[0];
      const deployment = await asked(() => rest.createDeployment(input));
      return deployment.processes.map((process) => ({
        processId: process.processDefinitionId,
        version: process.processDefinitionVersion,
        processDefinitionKey: process.processDefinitionKey,
        resourceName: process.resourceName,
      }));
    },
    async knowsProcess(processDefinitionKey) {
      try {
        await asked(() =>
          rest.getProcessDefinition({ processDefinitionKey }, { consistency: { waitUpToMs: 0 } }),
        );
        return true;
      } catch (error) {
        if (isEngineRefusal(error, 404)) return false;
        if (isEngineRefusal(error)) return undefined;
        throw error;
      }
    },
    async check() {
      await asked(() => rest.getTopology());
    },
    async clock() {
      return await asked(() => readClock(addresses.rest));
    },
    async pinClock(at) {
      await asked(() => rest.pinClock({ timestamp: at }));
    },
    async resetClock() {
      await asked(() => rest.resetClock());
    },
    async close() {
      await camunda.closeAllClients();
    },
  };
}

/** The client's types allow only the default of a number, its code any. */
function setting(value: number): never {
  return value as never;
}

function isKnownMessage(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === GRPC_ALREADY_EXISTS;
}

/** `GET /engine/clock` is the embedded engine's own; a cluster answers 404. */
async function readClock(restAddress: string): Promise<{ now: number; pinned: boolean } | undefined> {
  const answer = await fetch(new URL('/engine/clock', restAddress), {
    signal: AbortSignal.timeout(CLOCK_WITHIN_MS),
  });
  if (!answer.ok) return undefined;
  const { now, pinned } = (await answer.json()) as { now: number | string; pinned: boolean };
  return { now: typeof now === 'number' ? now : Date.parse(now), pinned };
}
