import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEADLINES_DMN, oneJob, processOf, startedByMessage } from '../testing/models.ts';
import { givenEngine } from '../testing/real-engine.ts';
import { until } from '../testing/until.ts';

let given: Awaited<ReturnType<typeof givenEngine>>;

beforeAll(async () => {
  given = await givenEngine();
});

afterAll(() => given.stop());

const activation = { worker: 'w', timeout: 60_000, maxJobsToActivate: 10, requestTimeout: 5000 };

describe('the engine over gRPC, with the SDK', () => {
  it('runs an instance through a worker to its end', async () => {
    const { grpc, rest, deploy } = given;
    const deployed = await deploy({ 'one.bpmn': oneJob('one', 'conf.one') });
    const seen: unknown[] = [];
    const worker = grpc.createWorker({
      taskType: 'conf.one',
      taskHandler: (job) => {
        seen.push([job.variables, job.customHeaders, job.elementId, job.bpmnProcessId]);
        return job.complete({ unitId: 'water' });
      },
    });

    const created = await grpc.createProcessInstance({ bpmnProcessId: 'one', variables: { orderId: 'o-1' } });

    expect(deployed.deployments).toMatchObject([{ process: { bpmnProcessId: 'one', version: 1 } }]);
    await until(() => isOver(created.processInstanceKey));
    expect(seen).toEqual([[{ orderId: 'o-1' }, { mode: 'first' }, 'Work', 'one']]);
    await worker.close();
    await expect(
      rest.getProcessInstance(
        { processInstanceKey: created.processInstanceKey },
        { consistency: { waitUpToMs: 0 } },
      ),
    ).resolves.toMatchObject({ state: 'COMPLETED' });
  });

  it('keeps the version of a process that did not change, and counts one that did', async () => {
    const { deploy } = given;
    await deploy({ 'v.bpmn': oneJob('versions', 'conf.v1') });

    const same = await deploy({ 'v.bpmn': oneJob('versions', 'conf.v1') });
    const changed = await deploy({ 'v.bpmn': oneJob('versions', 'conf.v2') });

    expect(same.deployments).toMatchObject([{ process: { version: 1 } }]);
    expect(changed.deployments).toMatchObject([{ process: { version: 2 } }]);
  });

  it('refuses a model with what it does not execute, naming the element', async () => {
    const wrong = processOf('wrong', '<bpmn:startEvent id="S" /><bpmn:serviceTask id="NoType" />');

    await expect(given.deploy({ 'wrong.bpmn': wrong })).rejects.toMatchObject({
      code: 3,
      details: expect.stringContaining('NoType') as unknown as string,
    });
  });

  it('gives a job a long poll waits for, at once', async () => {
    const { grpc, deploy } = given;
    await deploy({ 'poll.bpmn': oneJob('poll', 'conf.poll') });
    const polling = grpc.activateJobs({ ...activation, type: 'conf.poll', requestTimeout: 20_000 });

    await grpc.createProcessInstance({ bpmnProcessId: 'poll', variables: {} });

    const [job] = await polling;
    expect(job).toMatchObject({ type: 'conf.poll', worker: 'w', retries: 3 });
    await grpc.completeJob({ jobKey: job?.key ?? '', variables: {} });
    await expect(grpc.completeJob({ jobKey: job?.key ?? '', variables: {} })).rejects.toMatchObject({
      code: 5,
    });
  });

  it('streams jobs as they become available', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const { grpc, deploy } = given;
    await deploy({ 'stream.bpmn': oneJob('stream', 'conf.stream') });
    let done = 0;
    const stream = await grpc.streamJobs({
      type: 'conf.stream',
      worker: 's',
      timeout: 60_000,
      tenantIds: ['<default>'],
      pollInterval: 0,
      taskHandler: async (job) => {
        const receipt = await job.complete();
        done += 1;
        return receipt;
      },
    });

    const made = await Promise.all(
      Array.from({ length: 20 }, () =>
        grpc.createProcessInstance({ bpmnProcessId: 'stream', variables: {} }),
      ),
    );

    await until(() => done === 20);
    await until(async () =>
      (await Promise.all(made.map((m) => isOver(m.processInstanceKey)))).every(Boolean),
    );
    stream.close();
  });

  it('raises an incident when retries are used up, and goes on when it is resolved', async () => {
    const { grpc, rest, deploy } = given;
    await deploy({ 'fail.bpmn': oneJob('fail', 'conf.fail') });
    const { processInstanceKey } = await grpc.createProcessInstance({ bpmnProcessId: 'fail', variables: {} });
    const [first] = await grpc.activateJobs({ ...activation, type: 'conf.fail' });
    await grpc.failJob({
      jobKey: first?.key ?? '',
      retries: 0,
      errorMessage: '数据库不可用',
      retryBackOff: 0,
    });

    const { items } = await rest.searchIncidents(
      // The client's filters take only its own branded text.
      { filter: { processInstanceKey: processInstanceKey as never } },
      { consistency: { waitUpToMs: 0 } },
    );
    expect(items).toMatchObject([
      { errorType: 'JOB_NO_RETRIES', errorMessage: '数据库不可用', elementId: 'Work' },
    ]);

    await grpc.updateJobRetries({ jobKey: first?.key ?? '', retries: 1 });
    await grpc.resolveIncident({ incidentKey: String(items?.[0]?.incidentKey) });
    const [again] = await grpc.activateJobs({ ...activation, type: 'conf.fail' });
    expect(again?.key).toBe(first?.key);
    await grpc.completeJob({ jobKey: again?.key ?? '', variables: {} });
    await until(() => isOver(processInstanceKey));
  });

  it('starts by a message, once an id, and fires a timer when the clock passes it', async () => {
    const { grpc, rest, deploy } = given;
    await deploy({ 'msg.bpmn': startedByMessage('msg', 'conf-received', 'conf.after-an-hour') });
    const message = {
      name: 'conf-received',
      correlationKey: 'o-7',
      messageId: 'o-7',
      timeToLive: 3_600_000,
      variables: { orderId: 'o-7' },
    };
    await grpc.publishMessage(message);
    await expect(grpc.publishMessage(message)).rejects.toMatchObject({ code: 6 });
    const none = await grpc.activateJobs({ ...activation, type: 'conf.after-an-hour', requestTimeout: -1 });
    expect(none).toEqual([]);

    const { now } = await clockOf(given.engine.restPort);
    await rest.pinClock({ timestamp: now + 3_600_001 });

    const [job] = await grpc.activateJobs({ ...activation, type: 'conf.after-an-hour' });
    expect(job?.variables).toEqual({ orderId: 'o-7' });
    expect(Number(job?.deadline)).toBe(now + 3_600_001 + 60_000);
    await rest.resetClock();
  });

  it('cancels an instance; its job is gone', async () => {
    const { grpc, deploy } = given;
    await deploy({ 'cancel.bpmn': oneJob('cancel', 'conf.cancel') });
    const { processInstanceKey } = await grpc.createProcessInstance({
      bpmnProcessId: 'cancel',
      variables: {},
    });
    const [job] = await grpc.activateJobs({ ...activation, type: 'conf.cancel' });

    await grpc.cancelProcessInstance(processInstanceKey);

    await expect(grpc.completeJob({ jobKey: job?.key ?? '', variables: {} })).rejects.toMatchObject({
      code: 5,
    });
    await expect(grpc.cancelProcessInstance(processInstanceKey)).rejects.toMatchObject({ code: 5 });
  });

  it('sets variables that a later job sees', async () => {
    const { grpc, deploy } = given;
    await deploy({ 'vars.bpmn': oneJob('vars', 'conf.vars') });
    const { processInstanceKey } = await grpc.createProcessInstance({
      bpmnProcessId: 'vars',
      variables: { a: 1, big: '2251799813685249' },
    });
    await grpc.setVariables({
      elementInstanceKey: processInstanceKey,
      variables: { b: { c: ['二'] } },
      local: false,
    });

    const [job] = await grpc.activateJobs({ ...activation, type: 'conf.vars', fetchVariable: ['b', 'big'] });

    expect(job?.variables).toEqual({ b: { c: ['二'] }, big: '2251799813685249' });
  });

  it('evaluates a decision table', async () => {
    const { grpc, deploy } = given;
    await deploy({ 'deadlines.dmn': DEADLINES_DMN });

    const result = await grpc.evaluateDecision({ decisionId: 'deadlines', variables: { kind: 'complaint' } });

    expect(result).toMatchObject({ decisionOutput: '5', decisionVersion: 1, failedDecisionId: '' });
    expect(result.evaluatedDecisions[0]?.matchedRules).toMatchObject([{ ruleId: 'r2', ruleIndex: 2 }]);
  });
});

async function isOver(processInstanceKey: string): Promise<boolean> {
  const url = `http://127.0.0.1:${given.engine.restPort}/v2/process-instances/${processInstanceKey}`;
  const response = await fetch(url);
  return ((await response.json()) as { state: string }).state !== 'ACTIVE';
}

async function clockOf(restPort: number): Promise<{ now: number }> {
  const response = await fetch(`http://127.0.0.1:${restPort}/engine/clock`);
  return (await response.json()) as { now: number };
}
