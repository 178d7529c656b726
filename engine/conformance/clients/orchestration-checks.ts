import { expect } from 'expect';
import { until } from '../../gateway/testing/until.ts';
import type { Check, ConformanceClient } from '../check.ts';
import {
  deadlines,
  formFile,
  free,
  LARGEST_KEY,
  oneJob,
  signalled,
  twoJobs,
  waiting,
  wrong,
} from '../models.ts';
import {
  deploy,
  first,
  NOW,
  orchestrationClient,
  orchestrationScenarios,
  poll,
  type Answer,
  type Orchestration,
} from './orchestration.ts';
import { orchestrationTaskChecks } from './orchestration-task-checks.ts';
import { orchestrationSearchChecks } from './orchestration-search-checks.ts';

/** One of an id's process instances. */
export async function create(rest: Orchestration, id: string, more: object = {}): Promise<string> {
  const created = await rest.createProcessInstance?.({ processDefinitionId: id, ...more });
  return String(created?.processInstanceKey);
}

/** @throws Error when there is no job within ten seconds */
export async function jobOf(rest: Orchestration, type: string) {
  const job = await poll(rest, type, 10_000);
  if (job === undefined) throw new Error(`there is no job of type <${type}>`);
  return job;
}

const instanceChecks: readonly Check<Orchestration>[] = [
  {
    name: 'tells its topology and that it serves',
    covers: ['GET /topology', 'GET /status'],
    run: async (rest) => {
      expect(await rest.getTopology?.()).toMatchObject({ clusterSize: 1, partitionsCount: 1 });
      await rest.getStatus?.();
    },
  },
  {
    name: 'deploys, creates by id, version, key and before an element, and refuses with problem details',
    covers: ['POST /deployments', 'POST /process-instances'],
    run: async (rest) => {
      const [old] = await deploy(rest, twoJobs('created'));
      await deploy(rest, oneJob('created'), deadlines('created-days'), formFile('created'));
      await create(rest, 'created', { processDefinitionVersion: 1, variables: { a: 1 } });
      expect((await jobOf(rest, 'created.first')).variables).toEqual({ a: 1 });
      const { processDefinitionKey } = old?.processDefinition ?? {};
      await rest.createProcessInstance?.({
        processDefinitionKey,
        startInstructions: [{ elementId: 'second' }],
        tags: ['urgent'],
      });
      expect(await jobOf(rest, 'created.second')).toMatchObject({
        elementId: 'second',
        kind: 'BPMN_ELEMENT',
      });
      await create(rest, 'created');
      expect((await jobOf(rest, 'created.work')).customHeaders).toEqual({ mode: 'first' });
      await expect(create(rest, 'nowhere')).rejects.toMatchObject({ status: 404 });
      await expect(deploy(rest, wrong('wrong'))).rejects.toMatchObject({
        status: 400,
        detail: expect.stringContaining('NoType') as unknown,
      });
    },
  },
  {
    name: 'answers with the result, of which only what is asked for, and 504 when it takes too long',
    covers: ['POST /process-instances', 'POST /jobs/:key/completion'],
    run: async (rest) => {
      await deploy(rest, oneJob('result'));
      const waits = rest.createProcessInstance?.({
        processDefinitionId: 'result',
        variables: { orderId: 'o-1', secret: 'x' },
        awaitCompletion: true,
        fetchVariables: ['orderId', 'answer'],
        requestTimeout: 10_000,
      });
      const { jobKey } = await jobOf(rest, 'result.work');
      await rest.completeJob?.({ jobKey, variables: { answer: '已办理' } });
      expect((await waits)?.variables).toEqual({ orderId: 'o-1', answer: '已办理' });
      await expect(rest.completeJob?.({ jobKey })).rejects.toMatchObject({ status: 404 });
      await expect(
        create(rest, 'result', { awaitCompletion: true, requestTimeout: 50 }),
      ).rejects.toMatchObject({ status: 504 });
    },
  },
  {
    name: 'cancels, and says exactly which key it does not know',
    covers: ['POST /process-instances/:key/cancellation'],
    run: async (rest) => {
      await deploy(rest, oneJob('cancelled'));
      await rest.cancelProcessInstance?.({ processInstanceKey: await create(rest, 'cancelled') });
      await expect(rest.cancelProcessInstance?.({ processInstanceKey: LARGEST_KEY })).rejects.toMatchObject({
        status: 404,
        title: 'NOT_FOUND',
        detail: expect.stringContaining(LARGEST_KEY) as unknown,
      });
    },
  },
  {
    name: 'moves an instance by a modification, and to another definition by a migration',
    covers: ['POST /process-instances/:key/modification', 'POST /process-instances/:key/migration'],
    run: async (rest) => {
      await deploy(rest, twoJobs('modified'));
      const [target] = await deploy(rest, oneJob('target'));
      const processInstanceKey = await create(rest, 'modified');
      const { elementInstanceKey } = await first(rest, 'searchElementInstances', {
        processInstanceKey,
        elementId: 'first',
      });
      await rest.modifyProcessInstance?.({
        processInstanceKey,
        activateInstructions: [
          {
            elementId: 'second',
            variableInstructions: [{ variables: { moved: true }, scopeId: 'modified' }],
          },
        ],
        terminateInstructions: [{ elementInstanceKey }],
      });
      await rest.migrateProcessInstance?.({
        processInstanceKey,
        targetProcessDefinitionKey: target?.processDefinition?.processDefinitionKey,
        mappingInstructions: [{ sourceElementId: 'second', targetElementId: 'work' }],
      });
      expect(await jobOf(rest, 'modified.second')).toMatchObject({
        processDefinitionId: 'target',
        elementId: 'work',
        variables: { moved: true },
      });
    },
  },
  {
    name: 'sets variables, locally or not',
    covers: ['PUT /element-instances/:key/variables'],
    run: async (rest) => {
      await deploy(rest, oneJob('variables'));
      const processInstanceKey = await create(rest, 'variables', { variables: { a: 1 } });
      const { elementInstanceKey } = await first(rest, 'searchElementInstances', {
        processInstanceKey,
        elementId: 'work',
      });
      await rest.createElementInstanceVariables?.({
        elementInstanceKey,
        variables: { here: ['二'] },
        local: true,
      });
      await rest.createElementInstanceVariables?.({ elementInstanceKey, variables: { a: 2 } });
      expect((await jobOf(rest, 'variables.work')).variables).toEqual({ a: 2, here: ['二'] });
    },
  },
  {
    name: 'deletes what was deployed, once nothing runs',
    covers: ['POST /resources/:key/deletion'],
    run: async (rest) => {
      const [deployed] = await deploy(rest, oneJob('deleted'));
      const resourceKey = deployed?.processDefinition?.processDefinitionKey;
      const processInstanceKey = await create(rest, 'deleted');
      await expect(rest.deleteResource?.({ resourceKey })).rejects.toMatchObject({ status: 409 });
      await rest.cancelProcessInstance?.({ processInstanceKey });
      await rest.deleteResource?.({ resourceKey });
      await expect(rest.deleteResource?.({ resourceKey })).rejects.toMatchObject({ status: 404 });
    },
  },
  {
    name: 'activates what is in an ad-hoc subprocess',
    covers: ['POST /element-instances/ad-hoc-activities/:key/activation'],
    run: async (rest) => {
      await deploy(rest, free('adhoc'));
      const processInstanceKey = await create(rest, 'adhoc', { variables: { done: false } });
      const { elementInstanceKey } = await first(rest, 'searchElementInstances', {
        processInstanceKey,
        elementId: 'free',
      });
      await rest.activateAdHocSubProcessActivities?.({
        adHocSubProcessInstanceKey: elementInstanceKey,
        elements: [{ elementId: 'b' }],
      });
      await rest.completeJob?.({ jobKey: (await jobOf(rest, 'adhoc.b')).jobKey, variables: { done: true } });
    },
  },
];

const jobChecks: readonly Check<Orchestration>[] = [
  {
    name: 'gives jobs to a worker',
    covers: ['POST /jobs/activation'],
    run: async (rest) => {
      await deploy(rest, oneJob('worked'));
      const keys = [await create(rest, 'worked'), await create(rest, 'worked')];
      const seen: string[] = [];
      const worker = (await rest.createJobWorker?.({
        jobType: 'worked.work',
        workerName: 'w',
        maxParallelJobs: 5,
        jobTimeoutMs: 60_000,
        pollTimeoutMs: 1000,
        jobHandler: (job: { processInstanceKey: string; complete(): unknown }) => {
          seen.push(job.processInstanceKey);
          return job.complete();
        },
      })) as unknown as { stopGracefully(): Promise<unknown> };
      await until(() => seen.length === 2);
      expect([...seen].sort()).toEqual(keys);
      await worker.stopGracefully();
    },
  },
  {
    name: 'fails a job with variables and a pause, and goes on when its incident is resolved',
    covers: ['POST /jobs/:key/failure', 'PATCH /jobs/:key', 'POST /incidents/:key/resolution'],
    run: async (rest) => {
      await deploy(rest, oneJob('failed'));
      const processInstanceKey = await create(rest, 'failed');
      const { jobKey } = await jobOf(rest, 'failed.work');
      await rest.failJob?.({
        jobKey,
        retries: 1,
        retryBackOff: 300,
        errorMessage: '忙',
        variables: { tried: 1 },
      });
      expect(await poll(rest, 'failed.work', -1)).toBeUndefined();
      expect(await jobOf(rest, 'failed.work')).toMatchObject({ jobKey, retries: 1, variables: { tried: 1 } });
      await rest.failJob?.({ jobKey, retries: 0, errorMessage: '又' });
      const { incidentKey } = await first(rest, 'searchIncidents', { processInstanceKey });
      await rest.updateJob?.({ jobKey, changeset: { retries: 2 } });
      await rest.resolveIncident?.({ incidentKey });
      expect((await jobOf(rest, 'failed.work')).retries).toBe(2);
      await expect(rest.updateJob?.({ jobKey, changeset: { retries: 0 } })).rejects.toMatchObject({
        status: 400,
      });
    },
  },
  {
    name: 'throws an error',
    covers: ['POST /jobs/:key/error'],
    run: async (rest) => {
      await deploy(rest, oneJob('erring'));
      const processInstanceKey = await create(rest, 'erring');
      const { jobKey } = await jobOf(rest, 'erring.work');
      await rest.throwJobError?.({ jobKey, errorCode: 'no-such-unit', errorMessage: '无此单位' });
      expect(await first(rest, 'searchIncidents', { processInstanceKey })).toMatchObject({
        errorType: 'UNHANDLED_ERROR_EVENT',
      });
    },
  },
];

/** Any instant; nothing waits for it. Epoch ms. */
const NEXT_CENTURY = Date.UTC(2100, 0);

const eventChecks: readonly Check<Orchestration>[] = [
  {
    name: 'keeps a published message for its time, takes an id once meanwhile, and correlates with an answer',
    covers: ['POST /messages/publication', 'POST /messages/correlation'],
    run: async (rest) => {
      await deploy(rest, waiting('buffered'));
      const message = {
        name: 'buffered-reply',
        correlationKey: 'o-1',
        messageId: 'once',
        timeToLive: 60_000,
      };
      await rest.publishMessage?.(message);
      await expect(rest.publishMessage?.(message)).rejects.toMatchObject({ status: 409 });
      await create(rest, 'buffered', { variables: { orderId: 'o-1' } });
      await jobOf(rest, 'buffered.after');
      const processInstanceKey = await create(rest, 'buffered', { variables: { orderId: 'o-2' } });
      const correlation = { name: 'buffered-reply', correlationKey: 'o-2', variables: { text: '已答复' } };
      expect(await rest.correlateMessage?.(correlation)).toMatchObject({ processInstanceKey });
      await expect(rest.correlateMessage?.(correlation)).rejects.toMatchObject({ status: 404 });
    },
  },
  {
    name: 'broadcasts a signal',
    covers: ['POST /signals/broadcast'],
    run: async (rest) => {
      await deploy(rest, signalled('storm'));
      const answer: Answer | undefined = await rest.broadcastSignal?.({
        signalName: 'storm-signal',
        variables: { level: 'red' },
      });
      expect(answer?.signalKey).toMatch(/^\d+$/);
      expect((await jobOf(rest, 'storm.after')).variables).toEqual({ level: 'red' });
    },
  },
  {
    name: 'evaluates a decision; its output is JSON text',
    covers: ['POST /decision-definitions/evaluation'],
    run: async (rest) => {
      await deploy(rest, deadlines('days'));
      const evaluate = (decisionDefinitionId: string) =>
        rest.evaluateDecision?.({ decisionDefinitionId, variables: { kind: 'complaint' } });
      expect(await evaluate('days')).toMatchObject({ output: '5', decisionDefinitionId: 'days' });
      await expect(evaluate('none')).rejects.toMatchObject({ status: 404 });
    },
  },
  {
    name: 'pins the clock and lets it go',
    covers: ['PUT /clock', 'POST /clock/reset'],
    run: async (rest) => {
      await rest.pinClock?.({ timestamp: NEXT_CENTURY }, NOW);
      await rest.resetClock?.();
    },
  },
];

/** The orchestration-cluster client of @camunda8/sdk. */
export const orchestration: ConformanceClient<Orchestration> = {
  name: 'orchestration',
  does: () => true,
  checks: [
    ...instanceChecks,
    ...jobChecks,
    ...eventChecks,
    ...orchestrationTaskChecks,
    ...orchestrationSearchChecks,
  ],
  open: async (engine) => {
    const client = orchestrationClient(engine);
    return { client, scenarios: orchestrationScenarios(client), close: async () => undefined };
  },
};
