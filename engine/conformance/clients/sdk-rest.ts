import { Camunda8 } from '@camunda8/sdk';
import type { EnginePorts } from '../check.ts';
import { isRefusal } from '../refusal.ts';
import type { ScenarioClient } from '../run-scenario.ts';
import { until } from '../../gateway/testing/until.ts';

export type SdkRestClient = ReturnType<Camunda8['getCamundaRestClient']>;

/** The former REST client of @camunda8/sdk. */
export function sdkRestClient({ restPort }: EnginePorts): SdkRestClient {
  return new Camunda8({
    ZEEBE_REST_ADDRESS: `http://127.0.0.1:${restPort}`,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
  }).getCamundaRestClient();
}

export const deploy = (rest: SdkRestClient, ...files: readonly { name: string; text: string }[]) =>
  rest.deployResources(files.map(({ name, text }) => ({ name, content: text })));

export async function create(rest: SdkRestClient, processDefinitionId: string, variables: object = {}) {
  const created = await rest.createProcessInstance({
    processDefinitionId,
    variables: { ...variables },
  });
  return created.processInstanceKey;
}

export async function poll(rest: SdkRestClient, type: string, requestTimeout: number) {
  const [job] = await rest.activateJobs({
    type,
    worker: 'conformance',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout,
  });
  return job;
}

/** The first open user task of an instance. */
export async function openTask(rest: SdkRestClient, processInstanceKey: string): Promise<string> {
  let found: string | undefined;
  await until(async () => {
    const { items } = await rest.searchUserTasks({ filter: { processInstanceKey, state: 'CREATED' } });
    found = items[0]?.userTaskKey;
    return found !== undefined;
  });
  return found ?? '';
}

/** How the former REST client does the scenarios. */
export function sdkRestScenarios(rest: SdkRestClient): ScenarioClient {
  return {
    deploy: (files) => deploy(rest, ...files),
    start: (id, variables) => create(rest, id, variables),
    publish: (name, correlationKey, variables) =>
      rest.publishMessage({ name, correlationKey, variables: { ...variables } as never, timeToLive: 0 }),
    broadcast: (signalName, variables) =>
      rest.broadcastSignal({ signalName, variables: { ...variables } as never }),
    activate: async (type, wait) => {
      const job = await poll(rest, type, wait ? 10_000 : -1);
      return (
        job && {
          key: job.jobKey,
          processInstanceKey: job.processInstanceKey,
          variables: plain(job.variables),
        }
      );
    },
    complete: (jobKey, variables) => rest.completeJob({ jobKey, variables: { ...variables } as never }),
    throwError: (jobKey, errorCode) => rest.errorJob({ jobKey, errorCode, errorMessage: '', variables: {} }),
    cancel: async (processInstanceKey) => {
      try {
        await rest.cancelProcessInstance({ processInstanceKey });
        return true;
      } catch (error) {
        if (isRefusal(error, { statusCode: 404 })) return false;
        throw error;
      }
    },
    decide: async (decisionDefinitionId, variables) => {
      const { output } = await rest.evaluateDecision({
        decisionDefinitionId,
        variables: { ...variables } as never,
        tenantId: '<default>',
      });
      return JSON.parse(output) as unknown;
    },
    completeTask: async (processInstanceKey, variables) =>
      rest.completeUserTask({
        userTaskKey: await openTask(rest, processInstanceKey),
        variables: { ...variables },
      }),
  };
}

/** Variables without the class that the client puts around them. */
function plain(variables: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(variables)) as Readonly<Record<string, unknown>>;
}
