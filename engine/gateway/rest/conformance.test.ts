import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEADLINES_DMN, oneJob, userTaskWithListeners } from '../testing/models.ts';
import { givenEngine } from '../testing/real-engine.ts';
import { until } from '../testing/until.ts';

let given: Awaited<ReturnType<typeof givenEngine>>;

beforeAll(async () => {
  given = await givenEngine();
});

afterAll(() => given.stop());

const NOW = { consistency: { waitUpToMs: 0 } } as const;

/** Deploys a process with one user task, starts it, and learns the task's key as workers do: from its listener. */
async function givenUserTask(id: string) {
  const { rest } = given;
  await rest.createDeployment({
    resources: [
      new File([userTaskWithListeners(id, `${id}.listener`, `${id}.after`)], `${id}.bpmn`) as never,
    ],
  });
  await rest.createProcessInstance({ processDefinitionId: id });
  const { jobs } = await rest.activateJobs({
    type: `${id}.listener.creating`,
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 5000,
  });
  const [job] = jobs;
  expect(job).toMatchObject({ kind: 'TASK_LISTENER', listenerEventType: 'CREATING' });
  await job?.complete();
  return String(job?.userTask?.userTaskKey);
}

describe('the engine over REST, with the orchestration-cluster client', () => {
  it('runs an instance through a worker', async () => {
    const { rest } = given;
    const deployed = await rest.createDeployment({
      resources: [new File([oneJob('rest-one', 'rest.one')], '一.bpmn') as never],
    });
    expect(deployed.deployments).toMatchObject([
      { processDefinition: { processDefinitionId: 'rest-one', resourceName: '一.bpmn' } },
    ]);
    const seen: unknown[] = [];
    const worker = rest.createJobWorker({
      jobType: 'rest.one',
      workerName: 'w',
      maxParallelJobs: 5,
      jobTimeoutMs: 60_000,
      pollTimeoutMs: 1000,
      jobHandler: (job) => {
        seen.push([job.variables, job.customHeaders, job.kind]);
        return job.complete({ done: true });
      },
    });

    const { processInstanceKey } = await rest.createProcessInstance({
      processDefinitionId: 'rest-one',
      variables: { orderId: 'o-1' },
      tags: ['order:o-1'],
    });

    await until(
      async () => (await rest.getProcessInstance({ processInstanceKey }, NOW)).state === 'COMPLETED',
    );
    expect(seen).toEqual([[{ orderId: 'o-1' }, { mode: 'first' }, 'BPMN_ELEMENT']]);
    await worker.stopGracefully();
  });

  it('asks the listeners of a user task: correction when assigned, denial and then consent when completed', async () => {
    const { rest } = given;
    const userTaskKey = await givenUserTask('listened');
    const events: string[] = [];
    let deny = true;
    const worker = rest.createJobWorker({
      jobType: 'listened.listener',
      workerName: 'tasks',
      maxParallelJobs: 5,
      jobTimeoutMs: 60_000,
      pollTimeoutMs: 1000,
      jobHandler: async (job) => {
        events.push(`${job.listenerEventType} ${job.userTask?.action ?? ''}`);
        const result =
          job.listenerEventType === 'ASSIGNING'
            ? ({ type: 'userTask', corrections: { priority: 90 } } as const)
            : deny
              ? ({ type: 'userTask', denied: true, deniedReason: '缺少签收意见' } as const)
              : ({ type: 'userTask', denied: false } as const);
        await rest.completeJob({ jobKey: job.jobKey, result });
        return job.ignore();
      },
    });

    await rest.assignUserTask({ userTaskKey, assignee: 'agent' });
    const assigned = await rest.getUserTask({ userTaskKey }, NOW);
    expect(assigned).toMatchObject({
      state: 'CREATED',
      assignee: 'agent',
      priority: 90,
      candidateGroups: ['unit:water'],
      elementId: 'SignOrder',
      name: '签收',
    });

    const denied = await post(`/user-tasks/${userTaskKey}/completion`, { variables: { signResult: 'sign' } });
    expect(denied.status).toBe(409);
    expect(denied.body.detail).toContain('缺少签收意见');

    deny = false;
    await rest.completeUserTask({ userTaskKey, variables: { signResult: 'sign' } });
    expect(events).toEqual(['ASSIGNING assign', 'COMPLETING complete', 'COMPLETING complete']);
    const { jobs } = await rest.activateJobs({
      type: 'listened.after',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: 5000,
    });
    expect(jobs[0]?.variables).toEqual({ signResult: 'sign' });
    expect((await post(`/user-tasks/${userTaskKey}/completion`, {})).status).toBe(404);
    await worker.stopGracefully();
  });

  it('changes a user task: update, assignment without override, unassignment', async () => {
    const { rest } = given;
    const userTaskKey = await givenUserTask('changed');
    const consent = rest.createJobWorker({
      jobType: 'changed.listener',
      workerName: 'tasks',
      maxParallelJobs: 5,
      jobTimeoutMs: 60_000,
      pollTimeoutMs: 1000,
      jobHandler: (job) => job.complete(),
    });

    await rest.updateUserTask({
      userTaskKey,
      changeset: { dueDate: '2026-02-01T08:00:00Z', candidateUsers: ['a'], priority: 10 },
    });
    expect(await rest.getUserTask({ userTaskKey }, NOW)).toMatchObject({
      dueDate: '2026-02-01T08:00:00.000Z',
      candidateUsers: ['a'],
      candidateGroups: ['unit:water'],
      priority: 10,
    });

    await rest.assignUserTask({ userTaskKey, assignee: 'first' });
    const again = await post(`/user-tasks/${userTaskKey}/assignment`, {
      assignee: 'second',
      allowOverride: false,
    });
    expect(again.status).toBe(409);
    await rest.unassignUserTask({ userTaskKey });
    expect((await rest.getUserTask({ userTaskKey }, NOW)).assignee).toBeUndefined();
    await consent.stopGracefully();
  });

  it('answers 404 for keys that are nothing', async () => {
    const nothing = '2251799813999999';

    expect(await statusOf(`/user-tasks/${nothing}`)).toBe(404);
    expect(await statusOf(`/process-instances/${nothing}`)).toBe(404);
    expect(await statusOf(`/element-instances/${nothing}`)).toBe(404);
    expect(await statusOf(`/incidents/${nothing}`)).toBe(404);
    expect(await statusOf(`/process-definitions/${nothing}`)).toBe(404);
    expect((await post(`/jobs/${nothing}/completion`, {})).status).toBe(404);
    expect((await post('/messages/correlation', { name: 'nobody-waits', correlationKey: 'x' })).status).toBe(
      404,
    );
  });

  it('finds deployed processes and gives back their XML', async () => {
    const { rest } = given;
    const xml = oneJob('found', 'rest.found');
    await rest.createDeployment({ resources: [new File([xml], 'found.bpmn') as never] });

    const { items } = await rest.searchProcessDefinitions(
      { filter: { processDefinitionId: 'found', isLatestVersion: true } },
      NOW,
    );

    expect(items).toMatchObject([{ processDefinitionId: 'found', version: 1, name: 'found' }]);
    const processDefinitionKey = String(items?.[0]?.processDefinitionKey);
    expect(await rest.getProcessDefinitionXml({ processDefinitionKey }, NOW)).toBe(xml);
  });

  it('evaluates a decision; its output is JSON text', async () => {
    const { rest } = given;
    await rest.createDeployment({ resources: [new File([DEADLINES_DMN], 'deadlines.dmn') as never] });

    const result = await post('/decision-definitions/evaluation', {
      decisionDefinitionId: 'deadlines',
      variables: { kind: 'consultation' },
    });

    expect(result).toMatchObject({ status: 200, body: { output: '1', decisionDefinitionId: 'deadlines' } });
  });
});

async function statusOf(path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${given.engine.restPort}/v2${path}`);
  await response.text();
  return response.status;
}

async function post(path: string, body: object) {
  const response = await fetch(`http://127.0.0.1:${given.engine.restPort}/v2${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}
