import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inLine, oneJob, processOf } from '../testing/models.ts';
import { RawClient } from '../testing/raw-client.ts';
import { givenEngine } from '../testing/real-engine.ts';

const NOW = { consistency: { waitUpToMs: 0 } };

const SIGNALLED = processOf(
  'signalled',
  `<bpmn:startEvent id="Start"><bpmn:signalEventDefinition id="ByStorm" signalRef="signal_storm" /></bpmn:startEvent>
  <bpmn:endEvent id="End" />${inLine('Start', 'End')}`,
  '<bpmn:signal id="signal_storm" name="storm-warning" />',
);

describe('process instances, over gRPC and REST with the SDK', () => {
  let given: Awaited<ReturnType<typeof givenEngine>>;
  beforeAll(async () => {
    given = await givenEngine();
    await given.deploy({
      'controlled.bpmn': oneJob('controlled', 'controlled.work'),
      'signalled.bpmn': SIGNALLED,
    });
  });
  afterAll(() => given.stop());

  const stateOf = async (processInstanceKey: string): Promise<string> =>
    (await given.rest.getProcessInstance({ processInstanceKey }, NOW)).state;

  async function finishJob(variables: Readonly<Record<string, string>>): Promise<void> {
    const [job] = await given.grpc.activateJobs({
      type: 'controlled.work',
      worker: 'w',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: 5000,
    });
    await given.grpc.completeJob({ jobKey: job?.key ?? '', variables });
  }

  it('answer with their result, of which only what is asked for', async () => {
    const overGrpc = given.grpc.createProcessInstanceWithResult({
      bpmnProcessId: 'controlled',
      variables: { orderId: 'o-1', secret: 'x' },
      requestTimeout: 10_000,
      fetchVariables: ['orderId', 'answer'],
    });
    await finishJob({ answer: '已办理' });
    expect((await overGrpc).variables).toEqual({ orderId: 'o-1', answer: '已办理' });

    const overRest = given.rest.createProcessInstance({
      processDefinitionId: 'controlled',
      awaitCompletion: true,
      requestTimeout: 10_000,
    });
    await finishJob({ answer: 'yes' });
    expect((await overRest).variables).toEqual({ answer: 'yes' });
  });

  it('are told as late when they take longer than their client waits, and live on', async () => {
    const raw = new RawClient(given.engine.grpcPort);
    await expect(
      raw.call('CreateProcessInstanceWithResult', {
        request: { bpmnProcessId: 'controlled' },
        requestTimeout: 50,
      }),
    ).rejects.toMatchObject({ code: 4 });
    raw.close();
    const answer = await fetch(`http://127.0.0.1:${given.engine.restPort}/v2/process-instances`, {
      method: 'POST',
      body: JSON.stringify({ processDefinitionId: 'controlled', awaitCompletion: true, requestTimeout: 50 }),
    });
    expect(answer.status).toBe(504);
    await finishJob({});
    await finishJob({});
  });

  it('are moved by a modification', async () => {
    const { processInstanceKey } = await given.grpc.createProcessInstance({
      bpmnProcessId: 'controlled',
      variables: {},
    });
    const { items = [] } = await given.rest.searchElementInstances(
      { filter: { processInstanceKey: processInstanceKey as never, elementId: 'Work' as never } },
      NOW,
    );

    await given.grpc.modifyProcessInstance({
      processInstanceKey,
      activateInstructions: [
        { elementId: 'End', ancestorElementInstanceKey: '-1', variableInstructions: [] },
      ],
      terminateInstructions: [{ elementInstanceKey: items[0]?.elementInstanceKey ?? '' }],
    });

    expect(await stateOf(processInstanceKey)).toBe('COMPLETED');
  });

  it('go on in another definition by a migration', async () => {
    const { processInstanceKey } = await given.grpc.createProcessInstance({
      bpmnProcessId: 'controlled',
      variables: {},
    });
    const deployed = await given.deploy({ 'target.bpmn': oneJob('target', 'target.work') });
    const target = deployed.deployments[0] as { process: { processDefinitionKey: string } };

    await given.grpc.migrateProcessInstance({
      processInstanceKey,
      migrationPlan: {
        targetProcessDefinitionKey: target.process.processDefinitionKey,
        mappingInstructions: [{ sourceElementId: 'Work', targetElementId: 'Work' }],
      },
    });

    expect(await given.rest.getProcessInstance({ processInstanceKey }, NOW)).toMatchObject({
      processDefinitionId: 'target',
    });
    await given.grpc.cancelProcessInstance(processInstanceKey);
  });

  it('start by a signal, over both protocols', async () => {
    const { key } = await given.grpc.broadcastSignal({
      signalName: 'storm-warning',
      variables: { level: 'red' },
    });
    const { signalKey } = await given.rest.broadcastSignal({ signalName: 'storm-warning' });
    expect([key, signalKey]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);

    const { items } = await given.rest.searchProcessInstances(
      { filter: { processDefinitionId: 'signalled' } },
      NOW,
    );
    expect(items.map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('can not be started when their definition was deleted', async () => {
    const deployed = await given.deploy({ 'deleted.bpmn': oneJob('deleted', 'deleted.work') });
    const { process } = deployed.deployments[0] as { process: { processDefinitionKey: string } };

    await given.grpc.deleteResource({ resourceKey: process.processDefinitionKey });

    await expect(
      given.grpc.createProcessInstance({ bpmnProcessId: 'deleted', variables: {} }),
    ).rejects.toMatchObject({ code: 5 });
  });
});
