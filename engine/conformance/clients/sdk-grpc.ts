import { Camunda8 } from '@camunda8/sdk';
import type { EnginePorts } from '../check.ts';
import { isRefusal } from '../refusal.ts';
import type { ScenarioClient } from '../run-scenario.ts';

export type SdkGrpcClient = ReturnType<Camunda8['getZeebeGrpcApiClient']>;

/** The gRPC client of @camunda8/sdk. */
export function sdkGrpcClient({ grpcPort, restPort }: EnginePorts): SdkGrpcClient {
  return new Camunda8({
    ZEEBE_GRPC_ADDRESS: `grpc://127.0.0.1:${grpcPort}`,
    ZEEBE_REST_ADDRESS: `http://127.0.0.1:${restPort}`,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
    zeebeGrpcSettings: {
      ZEEBE_GRPC_CLIENT_RETRY: false,
      ZEEBE_GRPC_WORKER_LONGPOLL_SECONDS: 1,
      ZEEBE_CLIENT_LOG_LEVEL: 'NONE',
    },
  }).getZeebeGrpcApiClient();
}

/** The resource of a deployment, by the ending of its name. */
export function resourceOf({ name, text }: { readonly name: string; readonly text: string }) {
  const content = Buffer.from(text);
  if (name.endsWith('.dmn')) return { name, decision: content };
  return name.endsWith('.form') ? { name, form: content } : { name, process: content };
}

/** How the SDK does the scenarios over gRPC. */
export function sdkGrpcScenarios(grpc: SdkGrpcClient): ScenarioClient {
  return {
    deploy: (files) => grpc.deployResources(files.map(resourceOf)),
    start: async (bpmnProcessId, variables) =>
      (await grpc.createProcessInstance({ bpmnProcessId, variables: { ...variables } as never }))
        .processInstanceKey,
    publish: (name, correlationKey, variables) =>
      grpc.publishMessage({ name, correlationKey, variables: { ...variables } as never, timeToLive: 0 }),
    broadcast: (signalName, variables) =>
      grpc.broadcastSignal({ signalName, variables: { ...variables } as never }),
    activate: async (type, wait) => {
      const [job] = await grpc.activateJobs({
        type,
        worker: 'conformance',
        timeout: 60_000,
        maxJobsToActivate: 1,
        requestTimeout: wait ? 10_000 : -1,
      });
      return job;
    },
    complete: (jobKey, variables) => grpc.completeJob({ jobKey, variables: { ...variables } as never }),
    throwError: (jobKey, errorCode) => grpc.throwError({ jobKey, errorCode, errorMessage: '' }),
    cancel: async (processInstanceKey) => {
      try {
        await grpc.cancelProcessInstance(processInstanceKey);
        return true;
      } catch (error) {
        if (isRefusal(error, { code: 5 })) return false;
        throw error;
      }
    },
    decide: async (decisionId, variables) => {
      const answer = await grpc.evaluateDecision({ decisionId, variables: { ...variables } as never });
      return JSON.parse(answer.decisionOutput) as unknown;
    },
  };
}
