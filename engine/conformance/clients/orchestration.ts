import { Camunda8 } from '@camunda8/sdk';
import type { EnginePorts } from '../check.ts';
import { isRefusal } from '../refusal.ts';
import type { ScenarioClient } from '../run-scenario.ts';
import type { ScenarioFile } from '../scenarios/index.ts';
import { until } from '../../gateway/testing/until.ts';

/** What a call answered; the types of the client, which brand every key, would be in the way. */
export interface Answer {
  readonly [field: string]: unknown;
  readonly items: readonly Readonly<Record<string, string>>[];
  readonly jobs: readonly OrchestrationJob[];
}

export interface OrchestrationJob {
  readonly [field: string]: unknown;
  readonly jobKey: string;
  readonly processInstanceKey: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Call = (request?: object, options?: object) => Promise<Answer>;

/** The orchestration-cluster client, every call of it as the same function. */
export type Orchestration = Readonly<Record<string, Call>>;

/** Searches of this engine have what was answered before: the client need not wait for them. */
export const NOW = { consistency: { waitUpToMs: 0 } };

/**
 * Calls whose answers the published schema has otherwise than servers give them: a decision that did not fail names no
 * failed one, a form's schema is text, and there may be no form.
 */
const UNCHECKED = new Set(['evaluateDecision', 'getUserTaskForm', 'getStartProcessForm']);

/** The orchestration-cluster client of @camunda8/sdk. It checks every answer against the published schema. */
export function orchestrationClient(engine: EnginePorts): Orchestration {
  const checked = clientOf(engine, 'req:none,res:strict');
  const unchecked = clientOf(engine, 'req:none,res:none');
  return new Proxy(checked, {
    get: (_target, name) => {
      const client = UNCHECKED.has(String(name)) ? unchecked : checked;
      const call: unknown = Reflect.get(client, name);
      if (typeof call !== 'function') throw new Error(`the client has no call ${String(name)}`);
      return call.bind(client) as Call;
    },
  }) as Orchestration;
}

function clientOf({ restPort }: EnginePorts, validation: string): object {
  // The SDK hands this one setting on only through the environment.
  process.env.CAMUNDA_SDK_VALIDATION = validation;
  return new Camunda8({
    ZEEBE_REST_ADDRESS: `http://127.0.0.1:${restPort}`,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
  }).getOrchestrationClusterApiClientLoose();
}

/** Deploys files together. Answers what was deployed. */
export async function deploy(rest: Orchestration, ...files: readonly ScenarioFile[]) {
  const resources = files.map(({ name, text }) => new File([text], name));
  const { deployments } = (await rest.createDeployment?.({ resources })) as unknown as {
    readonly deployments: readonly Readonly<Record<string, Readonly<Record<string, string>> | undefined>>[];
  };
  return deployments;
}

/** One job of the type. */
export async function poll(rest: Orchestration, type: string, requestTimeout: number) {
  const answer = await rest.activateJobs?.({
    type,
    worker: 'conformance',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout,
  });
  return answer?.jobs[0];
}

/** The first that a search finds, asked for again while it finds nothing. */
export async function first(rest: Orchestration, search: string, filter: object) {
  let found: Readonly<Record<string, string>> | undefined;
  await until(async () => (found = (await rest[search]?.({ filter }, NOW))?.items[0]) !== undefined);
  return found ?? {};
}

/** How the orchestration-cluster client does the scenarios. */
export function orchestrationScenarios(rest: Orchestration): ScenarioClient {
  const call = async (name: string, request: object): Promise<Answer> =>
    (await rest[name]?.(request)) ?? ({} as Answer);
  return {
    deploy: (files) => deploy(rest, ...files),
    start: async (processDefinitionId, variables) =>
      String((await call('createProcessInstance', { processDefinitionId, variables })).processInstanceKey),
    publish: (name, correlationKey, variables) =>
      call('publishMessage', { name, correlationKey, variables, timeToLive: 0 }),
    broadcast: (signalName, variables) => call('broadcastSignal', { signalName, variables }),
    activate: async (type, wait) => {
      const job = await poll(rest, type, wait ? 10_000 : -1);
      return job && { ...job, key: job.jobKey };
    },
    complete: (jobKey, variables) => call('completeJob', { jobKey, variables }),
    throwError: (jobKey, errorCode) => call('throwJobError', { jobKey, errorCode }),
    cancel: async (processInstanceKey) => {
      try {
        await call('cancelProcessInstance', { processInstanceKey });
        return true;
      } catch (error) {
        if (isRefusal(error, { status: 404 })) return false;
        throw error;
      }
    },
    decide: async (decisionDefinitionId, variables) =>
      JSON.parse(
        String((await call('evaluateDecision', { decisionDefinitionId, variables })).output),
      ) as unknown,
    activateElements: (jobKey, elementIds) =>
      call('completeJob', {
        jobKey,
        result: {
          type: 'adHocSubProcess',
          activateElements: elementIds.map((elementId) => ({ elementId })),
          isCompletionConditionFulfilled: elementIds.length === 0,
          isCancelRemainingInstances: false,
        },
      }),
    completeTask: async (processInstanceKey, variables) => {
      const { userTaskKey } = await first(rest, 'searchUserTasks', { processInstanceKey, state: 'CREATED' });
      await call('completeUserTask', { userTaskKey, variables });
    },
  };
}
