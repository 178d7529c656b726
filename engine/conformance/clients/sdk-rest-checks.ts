import { expect } from 'expect';
import { until } from '../../gateway/testing/until.ts';
import type { Check, ConformanceClient } from '../check.ts';
import { deadlines, formFile, LARGEST_KEY, oneJob, signing, twoJobs, waiting, wrong } from '../models.ts';
import {
  create,
  deploy,
  openTask,
  poll,
  sdkRestClient,
  sdkRestScenarios,
  type SdkRestClient,
} from './sdk-rest.ts';

async function jobOf(rest: SdkRestClient, type: string) {
  const job = await poll(rest, type, 10_000);
  if (job === undefined) throw new Error(`there is no job of type <${type}>`);
  return job;
}

async function elementOf(rest: SdkRestClient, processInstanceKey: string, elementId: string) {
  const { items } = await rest.searchElementInstances({
    filter: { processInstanceKey, elementId, state: 'ACTIVE' },
  });
  return String(items[0]?.elementInstanceKey);
}

/** Any instant; nothing waits for it. Epoch ms. */
const NEXT_CENTURY = Date.UTC(2100, 0);

const checks: readonly Check<SdkRestClient>[] = [
  {
    name: 'tells its topology',
    covers: ['GET /topology'],
    run: async (rest) => {
      expect(await rest.getTopology()).toMatchObject({ clusterSize: 1 });
    },
  },
  {
    name: 'deploys, answers with a result, and refuses with problem details',
    covers: ['POST /deployments', 'POST /process-instances', 'POST /jobs/:key/completion'],
    run: async (rest) => {
      await deploy(rest, oneJob('result'), deadlines('result-days'), formFile('result'));
      const waits = rest.createProcessInstanceWithResult({
        processDefinitionId: 'result',
        variables: { orderId: 'o-1', secret: 'x' },
        fetchVariables: ['orderId', 'answer'],
      });
      const { jobKey } = await jobOf(rest, 'result.work');
      await rest.completeJob({ jobKey, variables: { answer: '已办理' } });
      expect((await waits).variables).toMatchObject({ orderId: 'o-1', answer: '已办理' });
      await expect(deploy(rest, wrong('wrong'))).rejects.toMatchObject({ statusCode: 400 });
      await expect(create(rest, 'nowhere')).rejects.toMatchObject({ statusCode: 404 });
    },
  },
  {
    name: 'gives jobs to a worker',
    covers: ['POST /jobs/activation'],
    run: async (rest) => {
      await deploy(rest, oneJob('worked'));
      const keys = [await create(rest, 'worked'), await create(rest, 'worked')];
      const seen: string[] = [];
      const worker = rest.createJobWorker({
        type: 'worked.work',
        worker: 'w',
        timeout: 60_000,
        maxJobsToActivate: 5,
        pollIntervalMs: 20,
        jobHandler: (job) => {
          seen.push(job.processInstanceKey);
          return job.complete();
        },
      });
      await until(() => seen.length === 2);
      expect([...seen].sort()).toEqual(keys);
      await worker.stop(10_000);
    },
  },
  {
    name: 'fails a job, and goes on when its incident is resolved; throws an error',
    covers: [
      'POST /jobs/:key/failure',
      'PATCH /jobs/:key',
      'POST /incidents/search',
      'POST /incidents/:key/resolution',
      'POST /jobs/:key/error',
    ],
    run: async (rest) => {
      await deploy(rest, oneJob('failed'));
      const processInstanceKey = await create(rest, 'failed');
      const { jobKey } = await jobOf(rest, 'failed.work');
      await rest.failJob({ jobKey, retries: 0, errorMessage: '坏', retryBackOff: 0 });
      const { items } = await rest.searchIncidents({ filter: { processInstanceKey } });
      await rest.updateJob({ jobKey, retries: 1 });
      await rest.resolveIncident(String(items[0]?.incidentKey));
      await jobOf(rest, 'failed.work');
      await rest.errorJob({ jobKey, errorCode: 'x', errorMessage: '', variables: {} });
      await expect(
        rest.errorJob({ jobKey, errorCode: 'x', errorMessage: '', variables: {} }),
      ).rejects.toThrow();
    },
  },
  {
    name: 'sets variables, modifies, migrates and cancels an instance',
    covers: [
      'PUT /element-instances/:key/variables',
      'POST /element-instances/search',
      'GET /element-instances/:key',
      'POST /process-instances/:key/modification',
      'POST /process-instances/:key/migration',
      'POST /process-instances/:key/cancellation',
      'POST /process-instances/search',
      'POST /variables/search',
      'GET /variables/:key',
    ],
    run: async (rest) => {
      await deploy(rest, twoJobs('changed'));
      const { processes } = await deploy(rest, oneJob('target'));
      const processInstanceKey = await create(rest, 'changed');
      const elementInstanceKey = await elementOf(rest, processInstanceKey, 'first');
      expect(await rest.getElementInstance(elementInstanceKey)).toMatchObject({ elementId: 'first' });
      await rest.updateElementInstanceVariables({
        elementInstanceKey: processInstanceKey,
        variables: { a: 1 },
      });
      await rest.modifyProcessInstance({
        processInstanceKey,
        activateInstructions: [
          { elementId: 'second', ancestorElementInstanceKey: '-1', variableInstructions: [] },
        ],
        terminateInstructions: [{ elementInstanceKey }],
      });
      await rest.migrateProcessInstance({
        processInstanceKey,
        targetProcessDefinitionKey: String(processes[0]?.processDefinitionKey),
        mappingInstructions: [{ sourceElementId: 'second', targetElementId: 'work' }],
      });
      expect(await jobOf(rest, 'changed.second')).toMatchObject({ processDefinitionId: 'target' });
      const found = await rest.searchProcessInstances({ filter: { processInstanceKey } });
      expect(found.items).toMatchObject([{ processDefinitionId: 'target', state: 'ACTIVE' }]);
      const variables = await rest.searchVariables({ filter: { processInstanceKey, name: 'a' } });
      expect(await rest.getVariable({ variableKey: String(variables.items[0]?.variableKey) })).toMatchObject({
        value: 1,
      });
      await rest.cancelProcessInstance({ processInstanceKey });
      await expect(rest.cancelProcessInstance({ processInstanceKey: LARGEST_KEY })).rejects.toMatchObject({
        statusCode: 404,
      });
    },
  },
  {
    name: 'publishes and correlates messages, broadcasts a signal, evaluates a decision',
    covers: [
      'POST /messages/publication',
      'POST /messages/correlation',
      'POST /signals/broadcast',
      'POST /decision-definitions/evaluation',
    ],
    run: async (rest) => {
      await deploy(rest, waiting('awaited'), deadlines('days'));
      const message = { name: 'awaited-reply', correlationKey: 'o-1', variables: {} };
      await rest.publishMessage({ ...message, messageId: 'once', timeToLive: 60_000 });
      await create(rest, 'awaited', { orderId: 'o-1' });
      await jobOf(rest, 'awaited.after');
      const processInstanceKey = await create(rest, 'awaited', { orderId: 'o-2' });
      expect(await rest.correlateMessage({ ...message, correlationKey: 'o-2' })).toMatchObject({
        processInstanceKey,
      });
      await rest.broadcastSignal({ signalName: 'nobody-listens', variables: {} });
      const decided = await rest.evaluateDecision({
        decisionDefinitionId: 'days',
        variables: { kind: 'complaint' },
        tenantId: '<default>',
      });
      expect(decided).toMatchObject({ output: '5' });
    },
  },
  {
    name: 'assigns, updates, unassigns and completes a user task',
    covers: [
      'POST /user-tasks/search',
      'GET /user-tasks/:key',
      'POST /user-tasks/:key/assignment',
      'PATCH /user-tasks/:key/update',
      'DELETE /user-tasks/:key/assignee',
      'POST /user-tasks/:key/completion',
      'POST /user-tasks/:key/variables/search',
    ],
    run: async (rest) => {
      await deploy(rest, formFile('signed'), signing('signed'));
      const userTaskKey = await openTask(rest, await create(rest, 'signed', { orderId: 'o-1' }));
      await rest.assignUserTask({ userTaskKey, assignee: 'ann', allowOverride: true, action: 'assign' });
      await rest.updateUserTask({ userTaskKey, changeset: { candidateUsers: ['carl'] } });
      expect(await rest.getUserTask(userTaskKey)).toMatchObject({
        assignee: 'ann',
        candidateUsers: ['carl'],
        candidateGroups: ['unit:water'],
      });
      await rest.unassignUserTask({ userTaskKey });
      const { items } = await rest.searchUserTaskVariables({ userTaskKey });
      expect(items).toMatchObject([{ name: 'orderId', value: '"o-1"' }]);
      await rest.completeUserTask({ userTaskKey, variables: { signResult: 'sign' } });
      expect((await jobOf(rest, 'signed.after')).variables).toMatchObject({ signResult: 'sign' });
    },
  },
  {
    name: 'finds and deletes what was deployed, pins the clock and lets it go',
    covers: [
      'POST /process-definitions/search',
      'GET /process-definitions/:key',
      'GET /process-definitions/:key/xml',
      'POST /resources/:key/deletion',
      'PUT /clock',
      'POST /clock/reset',
    ],
    run: async (rest) => {
      await deploy(rest, oneJob('deleted'));
      const { items } = await rest.searchProcessDefinitions({ filter: { processDefinitionId: 'deleted' } });
      const key = String(items[0]?.processDefinitionKey);
      expect(await rest.getProcessDefinition(key)).toMatchObject({ processDefinitionId: 'deleted' });
      expect(await rest.getProcessDefinitionXML(key)).toContain('deleted.work');
      await rest.deleteResource({ resourceKey: key });
      await expect(create(rest, 'deleted')).rejects.toMatchObject({ statusCode: 404 });
      await rest.pinInternalClock(NEXT_CENTURY);
      await rest.resetClock();
    },
  },
];

/** The former REST client of @camunda8/sdk. */
export const sdkRest: ConformanceClient<SdkRestClient> = {
  name: 'SDK REST',
  // It completes jobs with nothing but variables.
  does: ({ steps }) => !steps.some((step) => 'work' in step && step.activate !== undefined),
  checks,
  open: async (engine) => {
    const client = sdkRestClient(engine);
    return { client, scenarios: sdkRestScenarios(client), close: async () => client.stopWorkers() };
  },
};
