import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ActivatedJob } from '../../processor/commands.ts';
import type { RunningGateway } from '../serve.ts';
import { clientsOf } from '../testing/clients.ts';
import { RawClient } from '../testing/raw-client.ts';
import { RecordingCore } from '../testing/recording-core.ts';
import { serveRecording } from '../testing/recording-gateway.ts';
import { until } from '../testing/until.ts';

const TYPE = 'hotline.dispatch';

let gateway: RunningGateway;
let core: RecordingCore;
let heap: ActivatedJob[];
let next: number;

beforeEach(async () => {
  heap = [];
  next = 1;
  core = new RecordingCore({
    activateJobs: ({ maxJobs }) => ({ jobs: heap.splice(0, maxJobs) }),
    completeJob: () => ({}),
    failJob: () => ({}),
  });
  gateway = await serveRecording(core);
});

afterEach(() => gateway.close());

function arrive(count: number, variables: Record<string, unknown> = { orderId: 'o' }): void {
  for (let made = 0; made < count; made += 1) heap.push(jobOf(String(next++), variables));
  core.announce(TYPE);
}

describe('jobs over gRPC', () => {
  it('reach a worker that polls, and their completion comes back', async () => {
    const { grpc } = clientsOf(gateway);
    const worker = grpc.createWorker({
      taskType: TYPE,
      taskHandler: (job) => job.complete({ unitId: `water-${job.variables.orderId as string}` }),
      timeout: 1000,
    });
    await until(() => core.listeners(TYPE) === 1);

    arrive(3);

    await until(() => core.inputs('completeJob').length === 3);
    // The client sends them side by side, in no order.
    const completions = core.inputs('completeJob') as { key: string }[];
    expect(completions.toSorted((a, b) => Number(a.key) - Number(b.key))).toMatchObject([
      { key: '1', variables: { unitId: 'water-o' } },
      { key: '2' },
      { key: '3' },
    ]);
    await worker.close();
    await grpc.close();
  });

  it('are pushed to a stream', async () => {
    // The SDK prints the cancellation that closing its own stream is.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const { grpc } = clientsOf(gateway);
    const seen: string[] = [];
    const stream = await grpc.streamJobs({
      type: TYPE,
      worker: 'w',
      timeout: 1000,
      taskHandler: (job) => {
        seen.push(job.key);
        return job.complete();
      },
      pollInterval: 0,
      tenantIds: ['<default>'],
    });
    await until(() => core.listeners(TYPE) === 1);

    arrive(1);
    await until(() => seen.length === 1);
    arrive(2);
    await until(() => seen.length === 3);

    expect(seen).toEqual(['1', '2', '3']);
    stream.close();
    await until(() => core.listeners(TYPE) === 0);
    await grpc.close();
  });

  it('stay in the engine while a stream is not read', async () => {
    const client = new RawClient(gateway.grpcPort);
    const stream = client.stream('StreamActivatedJobs', { type: TYPE, worker: 'w', timeout: 1000 });
    stream.on('error', () => undefined);
    await until(() => core.listeners(TYPE) === 1);

    // Jobs of 100 kB that nobody reads fill the transport's windows long before 20 MB.
    const large = { text: 'x'.repeat(100_000) };
    for (let round = 0; round < 50; round += 1) {
      arrive(4, large);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(heap.length).toBeGreaterThan(50);

    let read = 0;
    stream.on('data', () => (read += 1));
    await until(() => read === 200);
    stream.cancel();
    await until(() => core.listeners(TYPE) === 0);
    client.close();
  });

  it('do not keep the gateway from stopping', async () => {
    const { grpc } = clientsOf(gateway);
    const poll = grpc
      .activateJobs({ type: TYPE, worker: 'w', timeout: 1000, maxJobsToActivate: 1, requestTimeout: 600_000 })
      .catch((error: unknown) => error as { code?: number });
    await until(() => core.listeners(TYPE) === 1);
    const begun = performance.now();

    await gateway.close();

    expect(performance.now() - begun).toBeLessThan(4000);
    expect(await poll).toMatchObject({ code: 14 });
    await grpc.close();
  });
});

function jobOf(key: string, variables: Record<string, unknown>): ActivatedJob {
  return {
    key,
    type: TYPE,
    kind: 'BPMN_ELEMENT',
    listenerEventType: 'UNSPECIFIED',
    processInstanceKey: '1',
    processId: 'work-order',
    processVersion: 1,
    processDefinitionKey: '2',
    elementId: 'DispatchOrder',
    elementInstanceKey: '3',
    headers: {},
    worker: 'w',
    retries: 3,
    deadline: 1_700_000_001_000,
    variables,
    tags: [],
  };
}
