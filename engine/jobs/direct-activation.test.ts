import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActivatedJob } from '../processor/commands.ts';
import { bpmnFile, chain, end, openTestEngine, service, start, type TestEngine } from '../testing/index.ts';
import { JobPoller, type JobActivation, type OpenJobStream } from './index.ts';

const MODEL = bpmnFile({ elements: start() + service('task') + end() + chain('start', 'task', 'end') });

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a job that somebody waits for', () => {
  let engine: TestEngine;
  let poller: JobPoller;
  beforeEach(async () => {
    engine = await openTestEngine();
    await engine.deploy(MODEL);
    poller = new JobPoller(engine.core, { maxWaiting: 20, defaultRequestTimeoutMs: 10_000 });
  });
  afterEach(async () => {
    await poller.close();
    await engine.close();
  });

  const request = (rest: Partial<JobActivation> = {}): JobActivation => ({
    type: 'task',
    worker: 'waits',
    timeoutMs: 5000,
    maxJobs: 1,
    fetchVariables: [],
    ...rest,
  });

  /** A stream that has asked for what is there and found nothing. */
  async function openStream(jobs: ActivatedJob[], rest: Partial<JobActivation> = {}): Promise<OpenJobStream> {
    const stream = poller.openStream(request(rest), {
      push: (job) => (jobs.push(job), true),
      fail: () => undefined,
    });
    await engine.core.settled();
    await settle();
    return stream;
  }

  const commands = (): number => engine.core.stats()['commands_total'] ?? 0;
  const commits = (): number => engine.core.stats()['commits_total'] ?? 0;

  const recordsFrom = (position: number) =>
    [...engine.core.records.read(position)].flatMap(({ records }) => records);

  it('is activated by the command that makes it, with the same records', async () => {
    // given
    const jobs: ActivatedJob[] = [];
    await openStream(jobs, { fetchVariables: ['a'] });
    const before = commands();
    const position = engine.core.records.lastPosition;
    // when
    await engine.start('p', { a: 1, b: 2 });
    await settle();
    // then
    expect(commands() - before).toBe(1);
    expect(jobs).toMatchObject([{ worker: 'waits', deadline: engine.core.clock.now() + 5000 }]);
    expect(jobs[0]?.variables).toEqual({ a: 1 });
    const ofJobs = recordsFrom(position + 1).filter(([valueType]) => valueType.startsWith('JOB'));
    expect(ofJobs.map(([valueType, intent]) => `${valueType} ${intent}`)).toEqual([
      'JOB CREATED',
      'JOB_BATCH ACTIVATED',
    ]);
    expect(ofJobs[1]?.[3]).toEqual(['task', 'waits', [Number(jobs[0]?.key)], jobs[0]?.deadline]);
  });

  it('is locked until its timeout, and then goes to who waits', async () => {
    // given
    const jobs: ActivatedJob[] = [];
    await openStream(jobs);
    await engine.start();
    await settle();
    expect(await engine.jobs('task')).toEqual([]);
    // when
    await engine.advance(5000);
    await settle();
    // then
    expect(jobs.map(({ key }) => key)).toEqual([jobs[0]?.key, jobs[0]?.key]);
  });

  it('comes back at once when it fails with retries left', async () => {
    // given
    const jobs: ActivatedJob[] = [];
    await openStream(jobs);
    await engine.start();
    await settle();
    const failed = {
      key: jobs[0]?.key ?? '',
      retries: 2,
      errorMessage: '',
      retryBackoffMs: 0,
      variables: {},
    };
    // when
    await engine.core.submit('failJob', failed);
    await settle();
    // then
    expect(jobs.map(({ retries }) => retries)).toEqual([3, 2]);
  });

  it('waits behind jobs that were there earlier', async () => {
    // given
    for (const n of [1, 2, 3]) await engine.start('p', { n });
    const polled = poller.poll(request({ maxJobs: 2 }), 0).jobs;
    // when
    await engine.start('p', { n: 4 });
    // then
    expect((await polled).map(({ variables }) => variables['n'])).toEqual([1, 2]);
    const rest = await poller.poll(request({ maxJobs: 9 }), 0).jobs;
    expect(rest.map(({ variables }) => variables['n'])).toEqual([3, 4]);
  });

  it('goes with others of the same commit to a long poll, as many as that asks for', async () => {
    // given
    const first = poller.poll(request({ maxJobs: 2 }), 0).jobs;
    const second = poller.poll(request({ maxJobs: 2 }), 0).jobs;
    await engine.core.settled();
    await settle();
    const before = commands();
    const commitsBefore = commits();
    // when
    await Promise.all([1, 2, 3].map((n) => engine.start('p', { n })));
    // then
    // a busy machine may need more than one commit, and each answers a poll
    const inOneCommit = commits() - commitsBefore === 1;
    const [one, two] = (await Promise.all([first, second])).map((jobs) =>
      jobs.map(({ variables }) => variables['n']),
    );
    expect(one?.length).toBeLessThanOrEqual(2);
    if (inOneCommit) expect([one, two]).toEqual([[1, 2], [3]]);
    const rest = await poller.poll(request({ maxJobs: 9 }), -1).jobs;
    expect([...(one ?? []), ...(two ?? []), ...rest.map(({ variables }) => variables['n'])]).toEqual([
      1, 2, 3,
    ]);
    // the three, and the look for what is left
    expect(commands() - before).toBe(4);
  });

  it('is left for a later activation when its client is gone or its variables are long', async () => {
    // given
    const jobs: ActivatedJob[] = [];
    const stream = await openStream(jobs);
    await engine.start('p', { long: 'x'.repeat(100_000) });
    await settle();
    await engine.core.settled();
    await settle();
    expect(jobs).toHaveLength(1);
    // when
    stream.close();
    await engine.start();
    await settle();
    // then
    expect(jobs).toHaveLength(1);
    expect(await engine.jobs('task')).toHaveLength(1);
  });
});
