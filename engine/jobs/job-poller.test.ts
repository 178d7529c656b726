import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { EngineError } from '../errors.ts';
import { RecordingCore } from '../gateway/testing/recording-core.ts';
import type { ActivatedJob } from '../processor/commands.ts';
import { JobPoller } from './index.ts';

/** A core with a heap of jobs that activations take from. */
function givenJobs() {
  const heap: ActivatedJob[] = [];
  const core = new RecordingCore({
    activateJobs: ({ maxJobs }) => ({ jobs: heap.splice(0, maxJobs) }),
    failJob: () => ({}),
  });
  let next = 1;
  return {
    core,
    heap,
    activations: () => core.inputs('activateJobs').length,
    arrive: (count: number) => {
      for (let made = 0; made < count; made += 1) heap.push(job(String(next++)));
      core.announce('hotline.dispatch');
    },
  };
}

function job(key: string): ActivatedJob {
  return {
    key,
    type: 'hotline.dispatch',
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
    deadline: 0,
    variables: {},
    tags: [],
  };
}

const request = (maxJobs = 32) => ({
  type: 'hotline.dispatch',
  worker: 'w',
  timeoutMs: 1000,
  maxJobs,
  fetchVariables: [],
});

const options = { maxWaiting: 20, defaultRequestTimeoutMs: 10_000 };
const settle = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => {
  jest.useRealTimers();
});

describe('long polling', () => {
  it('answers at once when there are jobs', async () => {
    const { core, arrive } = givenJobs();
    arrive(2);
    const poller = new JobPoller(core, options);

    const jobs = await poller.poll(request(), 0).jobs;

    expect(jobs.map(({ key }) => key)).toEqual(['1', '2']);
    expect(poller.waiting).toBe(0);
  });

  it('wakes one of ten waiting clients for one new job, with one activation, first come first served', async () => {
    const { core, arrive, activations } = givenJobs();
    const poller = new JobPoller(core, options);
    const served: number[] = [];
    for (let client = 0; client < 10; client += 1) {
      poller.poll(request(), 0).jobs.then(
        () => served.push(client),
        () => undefined,
      );
    }
    await settle();
    const before = activations();

    arrive(1);
    await settle();

    expect(served).toEqual([0]);
    expect(activations() - before).toBe(1);
    arrive(1);
    await settle();
    expect(served).toEqual([0, 1]);
    await poller.close();
  });

  it('asks the engine once for ten clients that find nothing', async () => {
    const { core, activations } = givenJobs();
    const poller = new JobPoller(core, options);

    for (let client = 0; client < 10; client += 1) poller.poll(request(), 0).jobs.catch(() => undefined);
    await settle();

    expect(activations()).toBe(1);
    expect(poller.waiting).toBe(10);
    await poller.close();
  });

  it('serves a burst to clients that take one job each', async () => {
    const { core, arrive } = givenJobs();
    const poller = new JobPoller(core, options);
    const polls = Array.from({ length: 10 }, () => poller.poll(request(1), 0).jobs);
    await settle();

    arrive(10);

    const keys = (await Promise.all(polls)).flat().map(({ key }) => key);
    expect(new Set(keys).size).toBe(10);
  });

  it('answers with no job when the time is over', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { core } = givenJobs();
    const poller = new JobPoller(core, options);
    const named = poller.poll(request(), 300).jobs;
    const byDefault = poller.poll(request(), 0).jobs;
    await settle();

    jest.advanceTimersByTime(300);
    expect(await named).toEqual([]);
    expect(poller.waiting).toBe(1);
    jest.advanceTimersByTime(9700);
    expect(await byDefault).toEqual([]);
    expect(core.listeners('hotline.dispatch')).toBe(0);
  });

  it('does not wait with a negative request timeout', async () => {
    const { core } = givenJobs();

    expect(await new JobPoller(core, options).poll(request(), -1).jobs).toEqual([]);
  });

  it('drops a client that went away and serves the next', async () => {
    const { core, arrive } = givenJobs();
    const poller = new JobPoller(core, options);
    const first = poller.poll(request(), 0);
    const second = poller.poll(request(), 0);
    await settle();

    first.abandon();
    arrive(1);

    expect(await second.jobs).toHaveLength(1);
    expect(core.inputs('failJob')).toEqual([]);
  });

  it('gives jobs back that were being activated for a client that went away', async () => {
    const { core, arrive } = givenJobs();
    arrive(1);
    const poller = new JobPoller(core, options);

    const poll = poller.poll(request(), 0);
    poll.abandon();
    await settle();

    expect(core.inputs('failJob')).toEqual([expect.objectContaining({ key: '1', retries: 3 })]);
  });

  it('refuses more waiting clients than it may keep', async () => {
    const { core } = givenJobs();
    const poller = new JobPoller(core, { ...options, maxWaiting: 1 });
    poller.poll(request(), 0).jobs.catch(() => undefined);

    expect(() => poller.poll(request(), 0)).toThrow('waiting for jobs already');
    await poller.close();
  });

  it('keeps clients waiting while the engine is overloaded', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    let overloaded = true;
    const core = new RecordingCore({
      activateJobs: () => {
        if (overloaded) throw new EngineError('RESOURCE_EXHAUSTED', 'the queue is full');
        return { jobs: [job('7')] };
      },
    });
    const poll = new JobPoller(core, options).poll(request(), 0);
    await settle();

    overloaded = false;
    jest.advanceTimersByTime(100);

    expect(await poll.jobs).toHaveLength(1);
  });

  it.each([
    [{ ...request(), type: ' ' }, 'type'],
    [{ ...request(), timeoutMs: 0 }, 'timeout'],
    [{ ...request(), maxJobs: 0 }, 'maxJobsToActivate'],
  ])('refuses %j naming %s', (wrong, field) => {
    const poller = new JobPoller(givenJobs().core, options);

    expect(() => poller.poll(wrong, 0)).toThrow(field);
  });

  it('tells waiting clients that the engine stops', async () => {
    const poller = new JobPoller(givenJobs().core, options);
    const waiting = poller.poll(request(), 0).jobs;

    const closed = poller.close();

    await expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await closed;
    expect(() => poller.poll(request(), 0)).toThrow('stopping');
  });
});

describe('streams', () => {
  it('share jobs round robin with each other', async () => {
    const { core, arrive } = givenJobs();
    const poller = new JobPoller(core, options);
    const taken = [0, 0];
    for (const at of [0, 1]) {
      poller.openStream(request(), {
        push: () => ((taken[at] = (taken[at] ?? 0) + 1), true),
        fail: () => undefined,
      });
    }
    await settle();

    for (let round = 0; round < 6; round += 1) {
      arrive(1);
      await settle();
    }

    expect(taken).toEqual([3, 3]);
    await poller.close();
  });

  it('get nothing more while their client reads too slowly', async () => {
    const { core, arrive, heap } = givenJobs();
    const poller = new JobPoller(core, options);
    const pushed: string[] = [];
    const stream = poller.openStream(request(), {
      push: ({ key }) => (pushed.push(key), false),
      fail: () => undefined,
    });
    arrive(1);
    await settle();

    arrive(1);
    await settle();
    expect(pushed).toEqual(['1']);
    expect(heap).toHaveLength(1);

    stream.resume();
    await settle();
    expect(pushed).toEqual(['1', '2']);
    stream.close();
    expect(poller.waiting).toBe(0);
  });
});
