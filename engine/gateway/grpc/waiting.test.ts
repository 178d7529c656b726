import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneJob, startedByMessage } from '../testing/models.ts';
import { givenEngine } from '../testing/real-engine.ts';

let given: Awaited<ReturnType<typeof givenEngine>>;

beforeAll(async () => {
  given = await givenEngine();
});

afterAll(() => given.stop());

const activation = { worker: 'w', timeout: 60_000, maxJobsToActivate: 10, requestTimeout: 5000 };

describe('the engine lets clients of gRPC wait', () => {
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
});

async function clockOf(restPort: number): Promise<{ now: number }> {
  const response = await fetch(`http://127.0.0.1:${restPort}/engine/clock`);
  return (await response.json()) as { now: number };
}
