import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineError } from '../../errors.ts';
import type { ActivatedJob } from '../../processor/commands.ts';
import { clientsOf } from '../testing/clients.ts';
import { RawClient } from '../testing/raw-client.ts';
import { loadGatewayService } from './proto.ts';
import { RPC_FAMILIES } from './registry.ts';
import { RecordingCore } from '../testing/recording-core.ts';
import { serveRecording } from '../testing/recording-gateway.ts';
import type { RunningGateway } from '../serve.ts';

const INSTANCE = '2251799813685251';

let gateway: RunningGateway;
let core: RecordingCore;
let raw: RawClient;
let clients: ReturnType<typeof clientsOf>;
let refuse: EngineError | undefined;
let jobs: ActivatedJob[] = [];

function answer<T>(value: T): () => T {
  return () => {
    if (refuse) throw refuse;
    return value;
  };
}

beforeAll(async () => {
  core = new RecordingCore({
    createInstance: answer({
      processId: 'work-order',
      version: 2,
      processDefinitionKey: '2251799813685249',
      processInstanceKey: INSTANCE,
    }),
    cancelInstance: answer({}),
    setVariables: answer({ key: '7' }),
    completeJob: answer({}),
    failJob: answer({}),
    throwError: answer({}),
    updateJob: answer({}),
    publishMessage: answer({ key: '8' }),
    resolveIncident: answer({}),
    activateJobs: ({ maxJobs }) => ({ jobs: jobs.splice(0, maxJobs) }),
    deploy: answer({
      deploymentKey: '9',
      items: [
        {
          kind: 'process',
          processId: 'work-order',
          name: '工单',
          version: 1,
          key: '10',
          resourceName: '工单.bpmn',
        },
        { kind: 'form', formId: 'sign-order', version: 1, key: '11', resourceName: 'sign-order.form' },
      ],
    }),
  });
  gateway = await serveRecording(core);
  clients = clientsOf(gateway);
  raw = new RawClient(gateway.grpcPort);
});

beforeEach(() => {
  refuse = undefined;
  jobs = [];
  core.submitted.length = 0;
});

afterAll(async () => {
  raw.close();
  await clients.grpc.close();
  await gateway.close();
});

const rawCall = (method: string, request: object): Promise<unknown> => raw.call(method, request);

describe('gRPC', () => {
  it('reports one healthy broker of version 8.8', async () => {
    const topology = await clients.grpc.topology();

    expect(topology).toMatchObject({ gatewayVersion: '8.8.0', clusterSize: 1, partitionsCount: 1 });
    expect(topology.brokers[0]?.partitions[0]).toMatchObject({ role: 'LEADER', health: 'HEALTHY' });
  });

  it('creates an instance with its variables, keys as exact text', async () => {
    const created = await clients.grpc.createProcessInstance({
      bpmnProcessId: 'work-order',
      variables: { orderId: '工单一' },
    });

    expect(created.processInstanceKey).toBe(INSTANCE);
    expect(core.inputs('createInstance')).toEqual([
      {
        process: { processId: 'work-order', version: -1 },
        variables: { orderId: '工单一' },
        startElementIds: [],
        tags: [],
      },
    ]);
  });

  it('takes a process by its key', async () => {
    await rawCall('CreateProcessInstance', { processDefinitionKey: '2251799813685249', variables: '' });

    expect(core.inputs('createInstance')).toMatchObject([
      { process: { processDefinitionKey: '2251799813685249' }, variables: {} },
    ]);
  });

  it('deploys resources and tells what became of each', async () => {
    const deployed = await clients.grpc.deployResources([
      { name: '工单.bpmn', process: Buffer.from('<definitions/>') },
    ]);

    expect(deployed.deployments).toMatchObject([
      { process: { bpmnProcessId: 'work-order', resourceName: '工单.bpmn' } },
      { form: { formId: 'sign-order' } },
    ]);
    const [{ resources }] = core.inputs('deploy') as [{ resources: { name: string; content: Uint8Array }[] }];
    expect(resources[0]?.name).toBe('工单.bpmn');
    expect(Buffer.from(resources[0]?.content ?? []).toString()).toBe('<definitions/>');
  });

  it('publishes a message with its time to live in ms', async () => {
    await clients.grpc.publishMessage({
      name: 'order-received',
      correlationKey: 'o-1',
      messageId: 'o-1',
      timeToLive: 60_000,
      variables: {},
    });

    expect(core.inputs('publishMessage')).toEqual([
      {
        name: 'order-received',
        correlationKey: 'o-1',
        messageId: 'o-1',
        timeToLiveMs: 60_000,
        variables: {},
      },
    ]);
  });

  it('completes, fails and throws for jobs', async () => {
    await clients.grpc.completeJob({ jobKey: '5', variables: { done: true } });
    await clients.grpc.failJob({ jobKey: '5', retries: 1, errorMessage: 'no', retryBackOff: 250 });
    await clients.grpc.throwError({ jobKey: '5', errorCode: 'E', errorMessage: 'm', variables: { a: 1 } });
    await clients.grpc.updateJobRetries({ jobKey: '5', retries: 2 });
    await clients.grpc.updateJobTimeout({ jobKey: '5', timeout: 9000 });

    expect(core.submitted.map(({ name, input }) => [name, input])).toEqual([
      ['completeJob', { key: '5', variables: { done: true } }],
      ['failJob', { key: '5', retries: 1, errorMessage: 'no', retryBackoffMs: 250, variables: {} }],
      ['throwError', { key: '5', errorCode: 'E', errorMessage: 'm', variables: { a: 1 } }],
      ['updateJob', { key: '5', retries: 2 }],
      ['updateJob', { key: '5', timeoutMs: 9000 }],
    ]);
  });

  it('answers an activation whose jobs are larger than a message in several messages', async () => {
    const big = 'x'.repeat(400_000);
    jobs = Array.from({ length: 12 }, (_, at) => jobOf(String(at + 1), { big }));

    const activated = await clients.grpc.activateJobs({
      type: 'hotline.dispatch',
      worker: 'w',
      timeout: 1000,
      maxJobsToActivate: 12,
      requestTimeout: 10_000,
    });

    expect(activated.map(({ key }) => key)).toEqual(Array.from({ length: 12 }, (_, at) => String(at + 1)));
  });

  it.each([
    ['NOT_FOUND', 5],
    ['ALREADY_EXISTS', 6],
    ['INVALID_STATE', 9],
    ['RESOURCE_EXHAUSTED', 8],
    ['INVALID_ARGUMENT', 3],
  ] as const)('answers %s with status %i and the message, in any language', async (code, status) => {
    refuse = new EngineError(code, '找不到任务 5 \u{1F4DE} \uD800');

    await expect(rawCall('CompleteJob', { jobKey: '5', variables: '{}' })).rejects.toMatchObject({
      code: status,
      details: '找不到任务 5 \u{1F4DE} \uFFFD',
    });
  });

  it('cuts a message that is too long for a header', async () => {
    refuse = new EngineError('INVALID_ARGUMENT', '错'.repeat(10_000));

    await expect(rawCall('CompleteJob', { jobKey: '5', variables: '{}' })).rejects.toMatchObject({ code: 3 });
  });

  it.each([
    ['[1]', 'variables must be a JSON object'],
    ['{"a":', 'variables is not valid JSON'],
    [`{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`, 'nests deeper'],
  ])('refuses the variables %.12s', async (variables, reason) => {
    await expect(rawCall('CompleteJob', { jobKey: '5', variables })).rejects.toMatchObject({
      code: 3,
      details: expect.stringContaining(reason) as unknown as string,
    });
  });

  it('refuses a message of more than 4 MB, saying so', async () => {
    const variables = JSON.stringify({ a: 'x'.repeat(4 * 1024 * 1024) });

    await expect(rawCall('CompleteJob', { jobKey: '5', variables })).rejects.toMatchObject({
      code: 8,
      details: expect.stringMatching(/larger than max/i) as unknown as string,
    });
  });

  it('serves every RPC of the protocol file', () => {
    const served = RPC_FAMILIES.flatMap(({ unary, streams }) => Object.keys({ ...unary, ...streams }));

    expect(served.toSorted()).toEqual(Object.keys(loadGatewayService()).toSorted());
    expect(served).toHaveLength(21);
  });

  it('refuses another tenant', async () => {
    await expect(rawCall('PublishMessage', { name: 'm', tenantId: 'other' })).rejects.toMatchObject({
      code: 3,
    });
  });

  it('tells a fault of its own as INTERNAL without its text', async () => {
    refuse = new TypeError('secret detail') as unknown as EngineError;

    await expect(rawCall('CompleteJob', { jobKey: '5', variables: '{}' })).rejects.toMatchObject({
      code: 13,
      details: expect.not.stringContaining('secret') as unknown as string,
    });
  });
});

function jobOf(key: string, variables: Record<string, unknown>): ActivatedJob {
  return {
    key,
    type: 'hotline.dispatch',
    kind: 'BPMN_ELEMENT',
    listenerEventType: 'UNSPECIFIED',
    processInstanceKey: INSTANCE,
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
