import { expect } from 'expect';
import { until } from '../../gateway/testing/until.ts';
import type { Check } from '../check.ts';
import { deadlines, LARGEST_KEY, oneJob, signalled, twoJobs, waiting } from '../models.ts';
import type { ScenarioFile } from '../scenarios/index.ts';
import { resourceOf, type SdkGrpcClient } from './sdk-grpc.ts';

/** What the SDK's gRPC client has in common with zeebe-node, which it came from. */
export type NodeGrpcClient = Pick<
  SdkGrpcClient,
  | 'activateJobs'
  | 'broadcastSignal'
  | 'cancelProcessInstance'
  | 'completeJob'
  | 'createProcessInstance'
  | 'createProcessInstanceWithResult'
  | 'createWorker'
  | 'deployResource'
  | 'evaluateDecision'
  | 'failJob'
  | 'modifyProcessInstance'
  | 'publishMessage'
  | 'resolveIncident'
  | 'setVariables'
  | 'throwError'
  | 'topology'
  | 'updateJobRetries'
>;

/** A client, and what of the engine no gRPC call tells. */
export interface NodeGrpc {
  readonly grpc: NodeGrpcClient;
  /** The open incident of an instance: its key. */
  readonly incidentOf: (processInstanceKey: string) => Promise<string>;
  /** An active element of an instance: the key of its instance. */
  readonly elementOf: (processInstanceKey: string, elementId: string) => Promise<string>;
}

/** Deploys files one by one. Answers the key of the last. */
export async function deploy(
  grpc: Pick<NodeGrpcClient, 'deployResource'>,
  ...files: readonly ScenarioFile[]
): Promise<string> {
  let key = '';
  for (const file of files) {
    const { deployments } = await grpc.deployResource(resourceOf(file) as { name: string; process: Buffer });
    const [deployed] = deployments as readonly {
      readonly process?: { readonly processDefinitionKey: string };
    }[];
    key = deployed?.process?.processDefinitionKey ?? '';
  }
  return key;
}

export async function create(
  grpc: Pick<NodeGrpcClient, 'createProcessInstance'>,
  bpmnProcessId: string,
  variables = {},
): Promise<string> {
  return (await grpc.createProcessInstance({ bpmnProcessId, variables })).processInstanceKey;
}

/** One job of the type. @throws Error when there is none within ten seconds */
export async function activate(grpc: Pick<NodeGrpcClient, 'activateJobs'>, type: string, options = {}) {
  const [job] = await grpc.activateJobs({
    type,
    worker: 'w',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 10_000,
    ...options,
  });
  if (job === undefined) throw new Error(`there is no job of type <${type}>`);
  return job;
}

const isOver = (grpc: NodeGrpcClient, key: string): Promise<void> =>
  expect(grpc.cancelProcessInstance(key)).rejects.toMatchObject({ code: 5 });

export const nodeGrpcChecks: readonly Check<NodeGrpc>[] = [
  {
    name: 'tells its topology',
    covers: ['Topology'],
    run: async ({ grpc }) => {
      const topology = await grpc.topology();
      expect(topology).toMatchObject({ clusterSize: 1, partitionsCount: 1, replicationFactor: 1 });
      expect(topology.brokers[0]?.partitions).toMatchObject([{ partitionId: 1, role: 'LEADER' }]);
    },
  },
  {
    name: 'creates by id, by version and before an element, and says what it does not know',
    covers: ['CreateProcessInstance'],
    run: async ({ grpc }) => {
      await deploy(grpc, twoJobs('created'), oneJob('created', 'created.newest'));
      await grpc.createProcessInstance({ bpmnProcessId: 'created', version: 1, variables: { a: 1 } });
      const old = await activate(grpc, 'created.first');
      expect(old).toMatchObject({ processDefinitionVersion: 1, variables: { a: 1 } });
      await create(grpc, 'created');
      expect(await activate(grpc, 'created.newest')).toMatchObject({ customHeaders: { mode: 'first' } });
      await grpc.createProcessInstance({
        bpmnProcessId: 'created',
        version: 1,
        variables: {},
        startInstructions: [{ elementId: 'second' }],
      });
      expect((await activate(grpc, 'created.second')).elementId).toBe('second');
      await expect(create(grpc, 'nowhere')).rejects.toMatchObject({ code: 5 });
    },
  },
  {
    name: 'answers with the result, of which only what is asked for',
    covers: ['CreateProcessInstanceWithResult', 'CompleteJob'],
    run: async ({ grpc }) => {
      await deploy(grpc, oneJob('result'));
      const waits = grpc.createProcessInstanceWithResult({
        bpmnProcessId: 'result',
        variables: { orderId: 'o-1', secret: 'x' },
        requestTimeout: 10_000,
        fetchVariables: ['orderId', 'answer'],
      });
      const { key } = await activate(grpc, 'result.work');
      await grpc.completeJob({ jobKey: key, variables: { answer: '已办理' } });
      expect((await waits).variables).toEqual({ orderId: 'o-1', answer: '已办理' });
      await expect(grpc.completeJob({ jobKey: key, variables: {} })).rejects.toMatchObject({ code: 5 });
    },
  },
  {
    name: 'cancels, and says exactly which key it does not know',
    covers: ['CancelProcessInstance'],
    run: async ({ grpc }) => {
      await deploy(grpc, oneJob('cancelled'));
      const key = await create(grpc, 'cancelled');
      const job = await activate(grpc, 'cancelled.work');
      await grpc.cancelProcessInstance(key);
      await isOver(grpc, key);
      await expect(grpc.completeJob({ jobKey: job.key, variables: {} })).rejects.toMatchObject({ code: 5 });
      await expect(grpc.cancelProcessInstance(LARGEST_KEY)).rejects.toMatchObject({
        code: 5,
        details: expect.stringContaining(LARGEST_KEY) as unknown,
      });
    },
  },
  {
    name: 'sets variables, locally or not',
    covers: ['SetVariables'],
    run: async ({ grpc, elementOf }) => {
      await deploy(grpc, oneJob('variables'));
      const key = await create(grpc, 'variables', { a: 1, big: LARGEST_KEY });
      const element = await elementOf(key, 'work');
      await grpc.setVariables({
        elementInstanceKey: element,
        variables: { here: { c: ['二'] } },
        local: true,
      });
      await grpc.setVariables({
        elementInstanceKey: element,
        variables: { a: 2, everywhere: true },
        local: false,
      });
      const job = await activate(grpc, 'variables.work', { fetchVariable: ['a', 'here', 'big'] });
      expect(job.variables).toEqual({ a: 2, here: { c: ['二'] }, big: LARGEST_KEY });
      await expect(
        grpc.setVariables({ elementInstanceKey: LARGEST_KEY, variables: {}, local: false }),
      ).rejects.toMatchObject({ code: 5 });
    },
  },
  {
    name: 'keeps a published message for its time, and takes an id once meanwhile',
    covers: ['PublishMessage'],
    run: async ({ grpc }) => {
      await deploy(grpc, waiting('buffered'));
      const message = { name: 'buffered-reply', correlationKey: 'o-1', variables: { text: '已答复' } };
      await grpc.publishMessage({ ...message, messageId: 'now', timeToLive: 0 });
      await grpc.publishMessage({ ...message, messageId: 'once', timeToLive: 60_000 });
      await expect(
        grpc.publishMessage({ ...message, messageId: 'once', timeToLive: 60_000 }),
      ).rejects.toMatchObject({ code: 6 });
      await create(grpc, 'buffered', { orderId: 'o-1' });
      expect((await activate(grpc, 'buffered.after')).variables).toEqual({ orderId: 'o-1', text: '已答复' });
      const second = await create(grpc, 'buffered', { orderId: 'o-1' });
      await grpc.cancelProcessInstance(second);
    },
  },
  {
    name: 'broadcasts a signal',
    covers: ['BroadcastSignal'],
    run: async ({ grpc }) => {
      await deploy(grpc, signalled('storm'));
      const { key } = await grpc.broadcastSignal({ signalName: 'storm-signal', variables: { level: 'red' } });
      expect(key).toMatch(/^\d+$/);
      expect((await activate(grpc, 'storm.after')).variables).toEqual({ level: 'red' });
    },
  },
  {
    name: 'gives jobs to a worker, and to a poll no more than it asks for',
    covers: ['ActivateJobs'],
    run: async ({ grpc }) => {
      await deploy(grpc, oneJob('worked'));
      const seen: unknown[] = [];
      const keys = [await create(grpc, 'worked', { n: 1 }), await create(grpc, 'worked', { n: 2 })];
      const polled = await activate(grpc, 'worked.work', { timeout: 1 });
      expect(polled).toMatchObject({ type: 'worked.work', worker: 'w', retries: 3, bpmnProcessId: 'worked' });
      const worker = grpc.createWorker({
        taskType: 'worked.work',
        pollInterval: 10,
        taskHandler: (job) => {
          const { processInstanceKey, variables, customHeaders, elementId, bpmnProcessId } = job;
          seen.push([processInstanceKey, variables, customHeaders, elementId, bpmnProcessId]);
          return job.complete({ done: true });
        },
      });
      await until(() => seen.length >= 2);
      expect([...seen].sort()).toEqual(
        keys.map((key, index) => [key, { n: index + 1 }, { mode: 'first' }, 'work', 'worked']),
      );
      for (const key of keys) await isOver(grpc, key);
      await worker.close();
    },
  },
  {
    name: 'fails a job with a pause, raises an incident without retries, and goes on when it is resolved',
    covers: ['FailJob', 'UpdateJobRetries', 'ResolveIncident'],
    run: async ({ grpc, incidentOf }) => {
      await deploy(grpc, oneJob('failed'));
      const instance = await create(grpc, 'failed');
      const first = await activate(grpc, 'failed.work');
      await grpc.failJob({
        jobKey: first.key,
        retries: 1,
        errorMessage: '数据库不可用',
        retryBackOff: 300,
      });
      const second = await activate(grpc, 'failed.work');
      expect(second).toMatchObject({ key: first.key, retries: 1 });
      await grpc.failJob({ jobKey: first.key, retries: 0, errorMessage: '又', retryBackOff: 0 });
      const incidentKey = await incidentOf(instance);
      await expect(grpc.resolveIncident({ incidentKey: LARGEST_KEY })).rejects.toMatchObject({ code: 5 });
      await grpc.updateJobRetries({ jobKey: first.key, retries: 2 });
      await grpc.resolveIncident({ incidentKey });
      expect((await activate(grpc, 'failed.work')).retries).toBe(2);
      await expect(grpc.updateJobRetries({ jobKey: first.key, retries: 0 })).rejects.toMatchObject({
        code: 3,
      });
    },
  },
  {
    name: 'throws an error that a job names; nobody catches it',
    covers: ['ThrowError'],
    run: async ({ grpc, incidentOf }) => {
      await deploy(grpc, oneJob('erring'));
      const instance = await create(grpc, 'erring');
      const { key } = await activate(grpc, 'erring.work');
      await grpc.throwError({ jobKey: key, errorCode: 'no-such-unit', errorMessage: '无此单位' });
      expect(await incidentOf(instance)).toMatch(/^\d+$/);
      await expect(
        grpc.throwError({ jobKey: LARGEST_KEY, errorCode: 'x', errorMessage: '' }),
      ).rejects.toMatchObject({ code: 5 });
    },
  },
  {
    name: 'moves an instance by a modification, with variables',
    covers: ['ModifyProcessInstance'],
    run: async ({ grpc, elementOf }) => {
      await deploy(grpc, twoJobs('modified'));
      const key = await create(grpc, 'modified');
      await grpc.modifyProcessInstance({
        processInstanceKey: key,
        activateInstructions: [
          {
            elementId: 'second',
            ancestorElementInstanceKey: '-1',
            variableInstructions: [{ variables: { moved: true }, scopeId: 'modified' }],
          },
        ],
        terminateInstructions: [{ elementInstanceKey: await elementOf(key, 'first') }],
      });
      const job = await activate(grpc, 'modified.second');
      expect(job.variables).toEqual({ moved: true });
      await grpc.completeJob({ jobKey: job.key, variables: {} });
      await isOver(grpc, key);
      const other = await create(grpc, 'modified');
      await expect(
        grpc.modifyProcessInstance({
          processInstanceKey: other,
          activateInstructions: [
            { elementId: 'nowhere', ancestorElementInstanceKey: '-1', variableInstructions: [] },
          ],
        }),
      ).rejects.toMatchObject({ code: 3 });
    },
  },
  {
    name: 'evaluates a decision',
    covers: ['EvaluateDecision'],
    run: async ({ grpc }) => {
      await deploy(grpc, deadlines('days'));
      const result = await grpc.evaluateDecision({ decisionId: 'days', variables: { kind: 'complaint' } });
      expect(result).toMatchObject({ decisionOutput: '5', decisionVersion: 1, failedDecisionId: '' });
      expect(result.evaluatedDecisions[0]?.matchedRules).toMatchObject([{ ruleId: 'r2', ruleIndex: 2 }]);
      await expect(grpc.evaluateDecision({ decisionId: 'none', variables: {} })).rejects.toMatchObject({
        code: 5,
      });
    },
  },
];
