import { expect } from 'expect';
import { ZBClient } from 'zeebe-node';
import { until } from '../../gateway/testing/until.ts';
import type { Check, ConformanceClient, EnginePorts } from '../check.ts';
import { engineView } from '../engine-view.ts';
import { needsRest } from '../scenarios/index.ts';
import { formFile, oneJob, wrong } from '../models.ts';
import { create, deploy, nodeGrpcChecks, type NodeGrpc, type NodeGrpcClient } from './node-grpc-checks.ts';
import { resourceOf, sdkGrpcScenarios, type SdkGrpcClient } from './sdk-grpc.ts';

interface ZeebeNode extends NodeGrpc {
  readonly node: ZBClient;
}

function zeebeNodeClient({ grpcPort }: EnginePorts): ZBClient {
  return new ZBClient(`127.0.0.1:${grpcPort}`, { loglevel: 'NONE', retry: false, longPoll: 1000 });
}

/** What only zeebe-node has. */
const zeebeNodeOnly: readonly Check<ZeebeNode>[] = [
  {
    name: 'deploys by the former call, and by the present one, which refuses what is wrong',
    covers: ['DeployProcess', 'DeployResource'],
    run: async ({ node }) => {
      const { name, text } = oneJob('former');
      const deployed = await node.deployProcess({ name, definition: Buffer.from(text) });
      expect(deployed.processes).toMatchObject([{ bpmnProcessId: 'former', version: 1, resourceName: name }]);
      const { deployments } = await node.deployResource(
        resourceOf(formFile('former')) as { name: string; form: Buffer },
      );
      expect(deployments).toMatchObject([{ form: { formId: 'former-form', version: 1 } }]);
      await expect(
        node.deployResource(resourceOf(wrong('wrong')) as { name: string; process: Buffer }),
      ).rejects.toMatchObject({ code: 3 });
    },
  },
  {
    name: 'gives jobs to a worker that takes them in batches',
    covers: ['ActivateJobs', 'CompleteJob'],
    run: async ({ node, grpc }) => {
      await deploy(grpc, oneJob('batched'));
      const keys = [await create(grpc, 'batched'), await create(grpc, 'batched')];
      const seen: string[] = [];
      const worker = node.createBatchWorker({
        taskType: 'batched.work',
        jobBatchMinSize: 2,
        jobBatchMaxTime: 5,
        timeout: 30_000,
        loglevel: 'NONE',
        taskHandler: (jobs) =>
          jobs.map((job) => {
            seen.push(job.processInstanceKey);
            return job.complete();
          }),
      });
      await until(() => seen.length === 2);
      expect([...seen].sort()).toEqual(keys);
      await worker.close();
    },
  },
];

/** The client that @camunda8/sdk came from, with the protocol of Zeebe 8.3. */
export const zeebeNode: ConformanceClient<ZeebeNode> = {
  name: 'zeebe-node',
  // It deploys one file a call.
  does: (scenario) => !needsRest(scenario) && !scenario.row.endsWith('binding deployment'),
  checks: [...nodeGrpcChecks, ...zeebeNodeOnly],
  open: async (engine) => {
    const node = zeebeNodeClient(engine);
    const grpc = node as unknown as NodeGrpcClient;
    const view = engineView(engine);
    const scenarios = sdkGrpcScenarios(grpc as SdkGrpcClient);
    return {
      client: { node, grpc, ...view },
      scenarios: {
        ...scenarios,
        deploy: async (files) => {
          for (const file of files) await deploy(grpc, file);
        },
        // Its polls never answer when there is no job.
        activate: async (type, wait) =>
          wait || (await view.hasJob(type)) ? scenarios.activate(type, wait) : undefined,
      },
      close: async () => {
        await node.close();
      },
    };
  },
};
