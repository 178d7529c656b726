import { expect } from 'expect';
import { until } from '../../gateway/testing/until.ts';
import type { Check, ConformanceClient } from '../check.ts';
import { engineView } from '../engine-view.ts';
import { deadlines, formFile, LARGEST_KEY, oneJob, twoJobs, wrong } from '../models.ts';
import { needsRest, type ScenarioFile } from '../scenarios/index.ts';
import { activate, create, deploy, nodeGrpcChecks, type NodeGrpc } from './node-grpc-checks.ts';
import { resourceOf, sdkGrpcClient, sdkGrpcScenarios, type SdkGrpcClient } from './sdk-grpc.ts';

interface SdkGrpc extends NodeGrpc {
  readonly grpc: SdkGrpcClient;
  /** Of an engine where nobody can wait. */
  readonly busy: SdkGrpcClient;
}

/** Deploys files together. Answers their keys. */
async function deployAll(grpc: SdkGrpcClient, ...files: readonly ScenarioFile[]): Promise<string[]> {
  const { deployments } = await grpc.deployResources(files.map(resourceOf));
  return deployments.map((deployed) => {
    const { process, decision, form } = deployed as Readonly<
      Record<string, Readonly<Record<string, string>> | undefined>
    >;
    return process?.processDefinitionKey ?? decision?.decisionKey ?? form?.formKey ?? '';
  });
}

/** What only the SDK's client has. */
const sdkOnly: readonly Check<SdkGrpc>[] = [
  {
    name: 'deploys, keeps the version of what did not change, and refuses what is wrong, naming the element',
    covers: ['DeployResource'],
    run: async ({ grpc }) => {
      const [first] = await deployAll(
        grpc,
        oneJob('deployed'),
        deadlines('deployed-days'),
        formFile('deployed'),
      );
      expect(await deployAll(grpc, oneJob('deployed'))).toEqual([first]);
      const changed = await grpc.deployResources([resourceOf(oneJob('deployed', 'other'))]);
      expect(changed.deployments).toMatchObject([{ process: { bpmnProcessId: 'deployed', version: 2 } }]);
      await expect(deployAll(grpc, wrong('wrong'), oneJob('right'))).rejects.toMatchObject({
        code: 3,
        details: expect.stringContaining('NoType') as unknown,
      });
      await expect(create(grpc, 'right')).rejects.toMatchObject({ code: 5 });
    },
  },
  {
    name: 'pushes jobs to a stream',
    covers: ['StreamActivatedJobs'],
    run: async ({ grpc }) => {
      await deploy(grpc, oneJob('streamed'));
      const seen: unknown[] = [];
      const stream = await grpc.streamJobs({
        type: 'streamed.work',
        worker: 's',
        timeout: 60_000,
        tenantIds: ['<default>'],
        pollInterval: 0,
        taskHandler: (job) => {
          seen.push(job.processInstanceKey);
          return job.complete();
        },
      });
      const keys = await Promise.all(Array.from({ length: 10 }, () => create(grpc, 'streamed')));
      await until(() => seen.length === keys.length);
      expect([...seen].sort()).toEqual([...keys].sort());
      stream.close();
    },
  },
  {
    name: 'changes the time that a worker has',
    covers: ['UpdateJobTimeout'],
    run: async ({ grpc }) => {
      await deploy(grpc, oneJob('timed'));
      await create(grpc, 'timed');
      const first = await activate(grpc, 'timed.work');
      await grpc.updateJobTimeout({ jobKey: first.key, timeout: 1 });
      expect((await activate(grpc, 'timed.work')).key).toBe(first.key);
      await expect(grpc.updateJobTimeout({ jobKey: LARGEST_KEY, timeout: 1 })).rejects.toMatchObject({
        code: 5,
      });
    },
  },
  {
    name: 'migrates an instance',
    covers: ['MigrateProcessInstance'],
    run: async ({ grpc }) => {
      await deploy(grpc, oneJob('source'));
      const target = await deploy(grpc, twoJobs('target'));
      const key = await create(grpc, 'source');
      const plan = (sourceElementId: string) => ({
        processInstanceKey: key,
        migrationPlan: {
          targetProcessDefinitionKey: target,
          mappingInstructions: [{ sourceElementId, targetElementId: 'first' }],
        },
      });
      await expect(grpc.migrateProcessInstance(plan('nowhere'))).rejects.toMatchObject({ code: 3 });
      await grpc.migrateProcessInstance(plan('work'));
      const job = await activate(grpc, 'source.work');
      expect(job).toMatchObject({ bpmnProcessId: 'target', elementId: 'first' });
      await grpc.completeJob({ jobKey: job.key, variables: {} });
      expect(await activate(grpc, 'target.second')).toMatchObject({ processInstanceKey: key });
    },
  },
  {
    name: 'deletes what was deployed, once nothing runs',
    covers: ['DeleteResource'],
    run: async ({ grpc }) => {
      const resourceKey = await deploy(grpc, oneJob('deleted'));
      const key = await create(grpc, 'deleted');
      await expect(grpc.deleteResource({ resourceKey })).rejects.toMatchObject({ code: 9 });
      await grpc.cancelProcessInstance(key);
      await grpc.deleteResource({ resourceKey });
      await expect(create(grpc, 'deleted')).rejects.toMatchObject({ code: 5 });
      await expect(grpc.deleteResource({ resourceKey })).rejects.toMatchObject({ code: 5 });
    },
  },
  {
    name: 'fails a job with variables, which stay with it',
    covers: ['FailJob'],
    run: async ({ grpc }) => {
      await deploy(grpc, oneJob('failed-with'));
      await create(grpc, 'failed-with');
      const { key } = await activate(grpc, 'failed-with.work');
      await grpc.failJob({
        jobKey: key,
        retries: 1,
        errorMessage: '',
        retryBackOff: 300,
        variables: { tried: 1 },
      });
      await expect(activate(grpc, 'failed-with.work', { requestTimeout: -1 })).rejects.toThrow('no job');
      expect(await activate(grpc, 'failed-with.work')).toMatchObject({ key, variables: { tried: 1 } });
    },
  },
  {
    name: 'is told of a poll that is wrong, and RESOURCE_EXHAUSTED when there is no room to wait',
    covers: ['ActivateJobs'],
    run: async ({ grpc, busy }) => {
      await expect(activate(grpc, '')).rejects.toMatchObject({ code: 3 });
      await expect(
        busy.activateJobs({
          type: 'x',
          worker: 'w',
          timeout: 1000,
          maxJobsToActivate: 1,
          requestTimeout: 1000,
        }),
      ).rejects.toMatchObject({ code: 8 });
    },
  },
];

/** The gRPC client of @camunda8/sdk. */
export const sdkGrpc: ConformanceClient<SdkGrpc> = {
  name: 'SDK gRPC',
  does: (scenario) => !needsRest(scenario),
  checks: [...nodeGrpcChecks, ...sdkOnly],
  open: async (engine, busyEngine) => {
    const grpc = sdkGrpcClient(engine);
    const busy = sdkGrpcClient(busyEngine);
    return {
      client: { grpc, busy, ...engineView(engine) },
      scenarios: sdkGrpcScenarios(grpc),
      close: async () => {
        await grpc.close();
        await busy.close();
      },
    };
  },
};
