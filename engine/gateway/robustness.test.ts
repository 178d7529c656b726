import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EngineError } from '../errors.ts';
import { oneJob, processOf } from './testing/models.ts';
import { RawClient } from './testing/raw-client.ts';
import { givenEngine } from './testing/real-engine.ts';
import { RecordingCore } from './testing/recording-core.ts';
import { serveRecording } from './testing/recording-gateway.ts';

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "${'&lol;'.repeat(1000)}">]>
${processOf('bomb', '<bpmn:startEvent id="Start" name="&lol2;" />').replace(/^.*\n/, '')}`;

describe('the gateway', () => {
  let given: Awaited<ReturnType<typeof givenEngine>>;
  beforeAll(async () => {
    given = await givenEngine();
    await given.deploy({ 'robust.bpmn': oneJob('robust', 'robust.work') });
  });
  afterAll(() => given.stop());

  it('gives jobs back at their timeout when a client vanished in the middle of a stream', async () => {
    const client = new RawClient(given.engine.grpcPort);
    const stream = client.stream('StreamActivatedJobs', {
      type: 'robust.work',
      worker: 'gone',
      timeout: 60_000,
    });
    stream.on('error', () => undefined);
    const received = new Promise<{ key: string }>((resolve) => stream.once('data', resolve));
    await given.grpc.createProcessInstance({ bpmnProcessId: 'robust', variables: {} });
    const { key } = await received;

    stream.cancel();
    client.close();
    const poll = {
      type: 'robust.work',
      worker: 'next',
      timeout: 60_000,
      maxJobsToActivate: 5,
      requestTimeout: -1,
    };
    expect(await given.grpc.activateJobs(poll)).toEqual([]);
    given.engine.core.clock.pin(given.engine.core.clock.now() + 61_000);
    const again = await given.grpc.activateJobs({ ...poll, requestTimeout: 5000 });
    given.engine.core.clock.reset();

    expect(again.map((job) => [job.key, job.retries])).toEqual([[key, 3]]);
  });

  it('refuses entity expansion and deep nesting in models, over both protocols', async () => {
    const deep = processOf('deep', '<bpmn:documentation>'.repeat(20_000));
    for (const [name, text] of [
      ['bomb.bpmn', BILLION_LAUGHS],
      ['deep.bpmn', deep],
    ] as const) {
      await expect(given.deploy({ [name]: text })).rejects.toMatchObject({ code: 3 });
      const form = new FormData();
      form.append('resources', new File([text], name));
      const answer = await fetch(`http://127.0.0.1:${given.engine.restPort}/v2/deployments`, {
        method: 'POST',
        body: form,
      });
      expect([name, answer.status]).toEqual([name, 400]);
    }
  });

  it('keeps 64-bit numbers exact where they are keys, and refuses keys that are none', async () => {
    const { processInstanceKey } = await given.grpc.createProcessInstance({
      bpmnProcessId: 'robust',
      variables: {},
    });
    const neighbour = (BigInt(processInstanceKey) + 2n ** 60n).toString();
    const raw = new RawClient(given.engine.grpcPort);

    for (const key of ['9223372036854775807', neighbour]) {
      await expect(raw.call('CancelProcessInstance', { processInstanceKey: key })).rejects.toMatchObject({
        code: 5,
        details: expect.stringContaining(key) as unknown,
      });
    }
    raw.close();
    await given.grpc.cancelProcessInstance(processInstanceKey);
  });
});

describe('a store that can not take more', () => {
  it('is told as RESOURCE_EXHAUSTED over both protocols, which clients retry', async () => {
    const core = new RecordingCore({
      createInstance: () => {
        throw new EngineError('RESOURCE_EXHAUSTED', 'the store can not take more: No space left on device');
      },
    });
    const gateway = await serveRecording(core);
    const raw = new RawClient(gateway.grpcPort);

    await expect(raw.call('CreateProcessInstance', { bpmnProcessId: 'p' })).rejects.toMatchObject({
      code: 8,
      details: 'the store can not take more: No space left on device',
    });
    const answer = await fetch(`http://127.0.0.1:${gateway.restPort}/v2/process-instances`, {
      method: 'POST',
      body: JSON.stringify({ processDefinitionId: 'p' }),
    });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ title: 'RESOURCE_EXHAUSTED' });
    raw.close();
    await gateway.close();
  });
});

describe('an engine without searches', () => {
  it('answers them as a cluster without secondary storage, and the rest as ever', async () => {
    const given = await givenEngine({ search: false });
    await given.deploy({ 'plain.bpmn': oneJob('plain', 'plain.work') });
    const { processInstanceKey } = await given.grpc.createProcessInstance({
      bpmnProcessId: 'plain',
      variables: {},
    });
    const url = `http://127.0.0.1:${given.engine.restPort}/v2`;

    for (const path of ['process-instances', 'user-tasks', 'process-definitions', 'variables']) {
      expect((await fetch(`${url}/${path}/search`, { method: 'POST' })).status).toBe(403);
    }
    expect((await fetch(`${url}/process-instances/${processInstanceKey}`)).status).toBe(200);
    await given.grpc.cancelProcessInstance(processInstanceKey);
    expect((await fetch(`${url}/process-instances/${processInstanceKey}`)).status).toBe(404);
    await given.stop();
  });
});
