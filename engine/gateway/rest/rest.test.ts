import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineError } from '../../errors.ts';
import type { ActivatedJob, ElementInstanceView, UserTaskView } from '../../processor/commands.ts';
import { clientsOf } from '../testing/clients.ts';
import { RecordingCore } from '../testing/recording-core.ts';
import { serveRecording } from '../testing/recording-gateway.ts';
import type { RunningGateway } from '../serve.ts';

let gateway: RunningGateway;
let core: RecordingCore;
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
  core = new RecordingCore(
    {
      createInstance: answer({
        processId: 'work-order',
        version: 2,
        processDefinitionKey: '2251799813685249',
        processInstanceKey: '2251799813685251',
      }),
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
        ],
      }),
      cancelInstance: answer({}),
      setVariables: answer({ key: '7' }),
      completeJob: answer({}),
      failJob: answer({}),
      throwError: answer({}),
      updateJob: answer({}),
      publishMessage: answer({ key: '8' }),
      correlateMessage: answer({ key: '8', processInstanceKey: '12' }),
      resolveIncident: answer({}),
      assignUserTask: answer({}),
      unassignUserTask: answer({}),
      completeUserTask: answer({}),
      updateUserTask: answer({}),
      activateAdHocActivities: answer({}),
      activateJobs: ({ maxJobs }) => ({ jobs: jobs.splice(0, maxJobs) }),
    },
    {
      userTask: (key) => (key === '40' ? TASK : undefined),
      userTaskForm: () => undefined,
      activeElements: () => [1, 2, 3, 4, 5].map(elementOf),
      processXml: (key) => (key === '10' ? '<definitions/>' : undefined),
    },
  );
  gateway = await serveRecording(core);
  clients = clientsOf(gateway);
});

beforeEach(() => {
  refuse = undefined;
  jobs = [];
  core.submitted.length = 0;
});

afterAll(async () => {
  await clients.grpc.close();
  await gateway.close();
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${gateway.restPort}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    type,
    body: (type.includes('json') ? JSON.parse(text) : text) as Record<string, unknown>,
  };
}

describe('REST v2 with the orchestration-cluster client', () => {
  it('reports topology and status', async () => {
    expect(await clients.rest.getTopology()).toMatchObject({ gatewayVersion: '8.8.0' });
    expect((await call('GET', '/v2/status')).status).toBe(204);
  });

  it('deploys files, with names in any language', async () => {
    const deployed = await clients.rest.createDeployment({
      // Node's own File type and the client's differ in a method that nobody calls.
      resources: [new File(['<definitions/>'], '工单.bpmn') as never],
    });

    expect(deployed.deployments).toMatchObject([
      { processDefinition: { processDefinitionId: 'work-order', processDefinitionVersion: 1 } },
    ]);
    expect(core.inputs('deploy')).toMatchObject([{ resources: [{ name: '工单.bpmn' }] }]);
  });

  it('creates an instance', async () => {
    const created = await clients.rest.createProcessInstance({
      processDefinitionId: 'work-order',
      variables: { orderId: '1' },
      tags: ['order:1'],
    });

    expect(created).toMatchObject({ processInstanceKey: '2251799813685251', variables: {} });
    expect(core.inputs('createInstance')).toEqual([
      {
        process: { processId: 'work-order', version: -1 },
        variables: { orderId: '1' },
        startElementIds: [],
        tags: ['order:1'],
      },
    ]);
  });

  it('hands a task-listener job its user task, and takes a denial and corrections', async () => {
    jobs = [LISTENER_JOB];

    const activated = await clients.rest.activateJobs({
      type: 'hotline.task',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: 0,
    });

    const [job] = activated.jobs;
    expect(job).toMatchObject({ kind: 'TASK_LISTENER', listenerEventType: 'COMPLETING' });
    expect(job?.userTask).toMatchObject({ userTaskKey: '40', dueDate: '2026-02-01T08:00:00.000Z' });
    await clients.rest.completeJob({
      jobKey: LISTENER_JOB.key,
      result: { type: 'userTask', denied: true, deniedReason: '缺少附件' },
    });
    await clients.rest.completeJob({
      jobKey: LISTENER_JOB.key,
      result: { type: 'userTask', corrections: { assignee: '', priority: 80, candidateUsers: null } },
    });
    expect(core.inputs('completeJob')).toEqual([
      { key: '30', variables: {}, result: { denied: true, deniedReason: '缺少附件', corrections: {} } },
      {
        key: '30',
        variables: {},
        result: {
          denied: false,
          deniedReason: '',
          corrections: { assignee: '', priority: 80, candidateUsers: null },
        },
      },
    ]);
  });

  it('acts on user tasks; null in a changeset keeps, "" clears', async () => {
    await clients.rest.assignUserTask({ userTaskKey: '40', assignee: 'agent' });
    await clients.rest.unassignUserTask({ userTaskKey: '40' });
    await clients.rest.completeUserTask({ userTaskKey: '40', variables: { signResult: 'sign' } });
    await call('PATCH', '/v2/user-tasks/40', {
      changeset: { dueDate: '', priority: 70, candidateUsers: null },
    });
    await call('PATCH', '/v2/user-tasks/40/update', { changeset: {}, action: 'escalate' });

    expect(core.submitted.map(({ name, input }) => [name, input])).toEqual([
      ['assignUserTask', { key: '40', assignee: 'agent', allowOverride: true, action: 'assign' }],
      ['unassignUserTask', { key: '40', action: 'unassign' }],
      ['completeUserTask', { key: '40', variables: { signResult: 'sign' }, action: 'complete' }],
      ['updateUserTask', { key: '40', changeset: { dueDate: '', priority: 70 }, action: 'update' }],
      ['updateUserTask', { key: '40', changeset: {}, action: 'escalate' }],
    ]);
  });

  it('enters elements of an ad-hoc subprocess', async () => {
    const path = '/v2/element-instances/ad-hoc-activities/41/activation';
    const { status } = await call('POST', path, { elements: [{ elementId: 'A', variables: { x: 1 } }] });

    expect(status).toBe(204);
    expect(core.inputs('activateAdHocActivities')).toEqual([
      {
        adHocSubProcessInstanceKey: '41',
        elements: [{ elementId: 'A', variables: { x: 1 } }],
        cancelRemainingInstances: false,
      },
    ]);
  });

  it('publishes and correlates messages', async () => {
    await clients.rest.publishMessage({ name: 'order-received', correlationKey: 'o', timeToLive: 1000 });
    const correlated = await clients.rest.correlateMessage({ name: 'm', correlationKey: 'o' });

    expect(correlated.processInstanceKey).toBe('12');
    expect(core.inputs('publishMessage')).toEqual([
      { name: 'order-received', correlationKey: 'o', messageId: '', timeToLiveMs: 1000, variables: {} },
    ]);
  });

  it('reads a user task, its absent form as 204, and a model as XML', async () => {
    expect(await call('GET', '/v2/user-tasks/40')).toMatchObject({
      status: 200,
      body: { userTaskKey: '40' },
    });
    expect((await call('GET', '/v2/user-tasks/40/form')).status).toBe(204);
    const xml = await call('GET', '/v2/process-definitions/10/xml');
    expect([xml.status, xml.type, xml.body]).toEqual([200, 'text/xml; charset=utf-8', '<definitions/>']);
  });

  it('pins the clock and tells where it stands', async () => {
    await clients.rest.pinClock({ timestamp: 1_800_000_000_000 });

    expect((await call('GET', '/engine/clock')).body).toEqual({ now: 1_800_000_000_000, pinned: true });
    await clients.rest.resetClock();
    expect((await call('GET', '/engine/clock')).body).toMatchObject({ pinned: false });
  });

  it('accepts what the older client sends', async () => {
    await clients.olderRest.completeUserTask({ userTaskKey: '40', variables: {} });
    const empty = await call(
      'POST',
      '/v2/jobs/activation',
      {
        type: 't',
        timeout: 1000,
        maxJobsToActivate: 1,
        requestTimeout: -1,
        tenantIds: ['<default>'],
      },
      { authorization: '' },
    );

    expect(empty).toMatchObject({ status: 200, body: { jobs: [] } });
  });
});

describe('problem details', () => {
  it.each([
    ['NOT_FOUND', 404],
    ['INVALID_STATE', 409],
    ['ALREADY_EXISTS', 409],
    ['RESOURCE_EXHAUSTED', 503],
    ['DEADLINE_EXCEEDED', 504],
  ] as const)('%s is %i', async (code, status) => {
    refuse = new EngineError(code, '任务 5 不存在');

    expect(await call('POST', '/v2/jobs/5/completion', {})).toEqual({
      status,
      type: 'application/problem+json; charset=utf-8',
      body: {
        type: 'about:blank',
        title: code,
        status,
        detail: '任务 5 不存在',
        instance: '/v2/jobs/5/completion',
      },
    });
  });

  it.each([
    ['POST', '/v2/user-tasks/40/assignment', { assignee: '' }, 'assignee'],
    ['PATCH', '/v2/user-tasks/40', { changeset: { dueDate: 'tomorrow' } }, 'changeset.dueDate'],
    ['PATCH', '/v2/user-tasks/40', { changeset: { priority: 101 } }, 'changeset.priority'],
    ['PATCH', '/v2/user-tasks/40', {}, 'changeset'],
    ['POST', '/v2/process-instances', { variables: {} }, 'processDefinitionKey'],
    ['POST', '/v2/process-instances', { processDefinitionId: 'p', variables: [1] }, 'variables'],
    [
      'POST',
      '/v2/process-instances',
      { processDefinitionId: 'p', runtimeInstructions: [{}] },
      'runtimeInstructions',
    ],
    ['POST', '/v2/jobs/activation', { type: 't', timeout: 'x', maxJobsToActivate: 1 }, 'timeout'],
    ['POST', '/v2/jobs/activation', { type: 't', timeout: 0, maxJobsToActivate: 1 }, 'timeout'],
    ['PATCH', '/v2/jobs/5', { changeset: {} }, 'retries'],
    ['POST', '/v2/jobs/5/completion', { result: { type: 'other' } }, 'result'],
    ['POST', '/v2/jobs/abc/completion', {}, 'jobKey'],
    ['POST', '/v2/messages/publication', { name: 'm', tenantId: 'other' }, 'other'],
    ['POST', '/v2/deployments', {}, 'resources'],
    ['POST', '/v2/incidents/search', { filter: { colour: 'red' } }, 'colour'],
    ['PUT', '/v2/clock', { timestamp: -1 }, 'timestamp'],
    ['POST', '/v2/process-instances', '{"a":', 'JSON'],
  ])('%s %s %j names %s', async (method, path, body, named) => {
    const { status, body: problem } = await call(method, path, body);

    expect(status).toBe(400);
    expect(problem.detail).toContain(named);
    expect(core.submitted).toEqual([]);
  });

  it('refuses a body that nests too deep', async () => {
    const { status, body } = await call('POST', '/v2/process-instances', '['.repeat(3000));

    expect([status, body.detail]).toEqual([400, 'the request body nests deeper than 500 levels']);
  });

  it('takes 64-bit numbers as text, as clients with big integers send them', async () => {
    await call('POST', '/v2/jobs/5/failure', { retries: 1, retryBackOff: '250' });

    expect(core.inputs('failJob')).toMatchObject([{ retries: 1, retryBackoffMs: 250 }]);
  });

  it('is 404 for an unknown path and an unknown key', async () => {
    expect((await call('GET', '/v2/nothing')).status).toBe(404);
    expect(await call('GET', '/v2/user-tasks/41')).toMatchObject({
      status: 404,
      body: { detail: 'no user task with key 41 was found' },
    });
  });

  it('is 403 for a search that needs secondary storage', async () => {
    const { status, body } = await call('POST', '/v2/user-tasks/search', {});

    expect(status).toBe(403);
    expect(body.detail).toContain('ENGINE_SEARCH');
  });

  it('is 413 for a body of more than 4 MB', async () => {
    const { status, body } = await call('POST', '/v2/jobs/5/completion', {
      variables: { a: 'x'.repeat(4 * 1024 * 1024) },
    });

    expect(status).toBe(413);
    expect(body.detail).toContain('4194304');
  });

  it('is 403 for the clock unless it is controlled', async () => {
    const other = await serveRecording(new RecordingCore(), { clockControl: false });
    const response = await fetch(`http://127.0.0.1:${other.restPort}/v2/clock`, {
      method: 'PUT',
      body: '{"timestamp":1}',
    });
    await response.text();
    await other.close();

    expect(response.status).toBe(403);
  });
});

describe('operations', () => {
  it('serves health and metrics', async () => {
    await call('POST', '/v2/jobs/5/completion', {});

    expect((await call('GET', '/healthz')).body).toEqual({ status: 'ok' });
    const metrics = (await call('GET', '/metrics')).body as unknown as string;
    expect(metrics).toContain(
      'engine_calls_total{protocol="rest",operation="POST /jobs/:key/completion",outcome="OK"}',
    );
    expect(metrics).toContain('engine_core{name="queued"} 0');
  });
});

function elementOf(key: number): ElementInstanceView {
  return {
    key: String(key),
    elementId: 'SignOrder',
    elementName: '签收',
    type: 'USER_TASK',
    state: 'ACTIVE',
    startDate: '2026-01-31T08:00:00+08:00',
    processInstanceKey: '1',
    processDefinitionKey: '10',
    processId: 'work-order',
    hasIncident: false,
  };
}

const TASK: UserTaskView = {
  key: '40',
  state: 'CREATED',
  name: '签收',
  elementId: 'SignOrder',
  elementInstanceKey: '41',
  processInstanceKey: '1',
  processDefinitionKey: '10',
  processId: 'work-order',
  processVersion: 1,
  assignee: null,
  candidateGroups: ['unit:water'],
  candidateUsers: [],
  dueDate: '2026-02-01T16:00:00+08:00',
  followUpDate: null,
  priority: 50,
  formKey: null,
  externalFormReference: null,
  customHeaders: { form: 'sign-order' },
  creationDate: '2026-01-31T16:00:00+08:00',
  completionDate: null,
};

const LISTENER_JOB: ActivatedJob = {
  key: '30',
  type: 'hotline.task',
  kind: 'TASK_LISTENER',
  listenerEventType: 'COMPLETING',
  processInstanceKey: '1',
  processId: 'work-order',
  processVersion: 1,
  processDefinitionKey: '10',
  elementId: 'SignOrder',
  elementInstanceKey: '41',
  headers: {},
  worker: 'tasks',
  retries: 3,
  deadline: 1_700_000_001_000,
  variables: { orderId: '1' },
  userTask: {
    userTaskKey: '40',
    action: 'complete',
    assignee: null,
    candidateGroups: ['unit:water'],
    candidateUsers: [],
    changedAttributes: [],
    dueDate: '2026-02-01T16:00:00+08:00',
    followUpDate: null,
    formKey: null,
    priority: 50,
  },
  tags: [],
};
