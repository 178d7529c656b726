import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oneJob } from '../testing/models.ts';
import { givenEngine } from '../testing/real-engine.ts';

describe('GET /engine/activity', () => {
  let given: Awaited<ReturnType<typeof givenEngine>>;
  beforeAll(async () => {
    given = await givenEngine();
    await given.deploy({ 'busy.bpmn': oneJob('busy', 'busy.work') });
  });
  afterAll(() => given.stop());

  const activity = async (): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${given.engine.restPort}/engine/activity`)).json();

  it('tells what there is to do, and that all is done', async () => {
    const idle = {
      jobs: 0,
      incidents: 0,
      userTasks: 0,
      continuations: 0,
      queue: 0,
      timerDue: false,
      nextTimerAt: null,
    };
    expect(await activity()).toEqual(idle);

    await given.grpc.createProcessInstance({ bpmnProcessId: 'busy', variables: {} });
    expect(await activity()).toEqual({ ...idle, jobs: 1 });

    const [job] = await given.grpc.activateJobs({
      type: 'busy.work',
      maxJobsToActivate: 1,
      timeout: 10_000,
      worker: 'test',
    });
    // a job with a worker has a timeout, which is no timer
    expect(await activity()).toEqual({ ...idle, jobs: 1 });
    await given.grpc.completeJob({ jobKey: job?.key ?? '', variables: {} });
    expect(await activity()).toEqual(idle);
  });
});
