import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  end,
  mapping,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

const oneTask = (task: string): string =>
  bpmnFile({ elements: start() + task + end() + chain('start', 'task', 'end') });

describe('a job task', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('evaluates type and retries, and hands over headers and variables', async () => {
    const extensions = '<zeebe:taskHeaders><zeebe:header key="mode" value="fast" /></zeebe:taskHeaders>';
    await engine.deploy(
      oneTask(service('task', { type: '="notify-" + channel', retries: '=tries', extensions })),
    );
    const instance = await engine.start('p', { channel: 'sms', tries: 5 });
    const job = await engine.job('notify-sms');
    expect(job).toMatchObject({
      elementId: 'task',
      processInstanceKey: instance,
      retries: 5,
      headers: { mode: 'fast' },
      variables: { channel: 'sms', tries: 5 },
      kind: 'BPMN_ELEMENT',
      worker: 'test',
    });
  });

  it('hands over only the variables that are asked for', async () => {
    await engine.deploy(oneTask(service('task')));
    await engine.start('p', { a: 1, b: 2 });
    const [job] = await engine.jobs('task', { fetchVariables: ['b', 'missing'] });
    expect(job?.variables).toEqual({ b: 2 });
  });

  it('hands out jobs first in, first out, as many as asked for', async () => {
    await engine.deploy(oneTask(service('task')));
    for (const n of [1, 2, 3]) await engine.start('p', { n });
    const first = await engine.jobs('task', { maxJobs: 2 });
    expect(first.map((job) => job.variables['n'])).toEqual([1, 2]);
    const second = await engine.jobs('task', { maxJobs: 2 });
    expect(second.map((job) => job.variables['n'])).toEqual([3]);
  });

  it('gives a job back at its timeout, without lowering its retries', async () => {
    await engine.deploy(oneTask(service('task')));
    await engine.start();
    const [job] = await engine.jobs('task', { timeoutMs: 1000 });
    await engine.advance(999);
    expect(await engine.jobs('task')).toEqual([]);
    await engine.advance(1);
    expect((await engine.job('task')).retries).toBe(3);
    expect(job?.retries).toBe(3);
  });

  it('counts an updated timeout from now', async () => {
    await engine.deploy(oneTask(service('task')));
    await engine.start();
    const job = await engine.job('task');
    await engine.advance(50_000);
    await engine.core.submit('updateJob', { key: job.key, timeoutMs: 60_000 });
    await engine.advance(59_999);
    expect(await engine.jobs('task')).toEqual([]);
    await engine.advance(1);
    expect(await engine.jobs('task')).toHaveLength(1);
  });

  it('fails with fewer retries, waits for the back-off, and keeps its variables local', async () => {
    await engine.deploy(oneTask(service('task')));
    await engine.start();
    const { key } = await engine.job('task');
    await engine.core.submit('failJob', {
      key,
      retries: 2,
      errorMessage: 'down',
      retryBackoffMs: 5000,
      variables: { why: 'x' },
    });
    expect(await engine.jobs('task')).toEqual([]);
    await engine.advance(5000);
    expect(await engine.job('task')).toMatchObject({ key, retries: 2, variables: { why: 'x' } });
  });

  it('raises an incident without retries, which is resolved once they are raised', async () => {
    await engine.deploy(oneTask(service('task')));
    const instance = await engine.start();
    const { key } = await engine.job('task');
    await engine.core.submit('failJob', {
      key,
      retries: 0,
      errorMessage: 'broken',
      retryBackoffMs: 0,
      variables: {},
    });
    const incident = engine.incident();
    expect(incident).toMatchObject({
      errorType: 'JOB_NO_RETRIES',
      errorMessage: 'broken',
      jobKey: key,
      elementId: 'task',
    });
    expect(engine.core.queries.processInstance(instance)?.hasIncident).toBe(true);
    await expect(engine.core.submit('completeJob', { key, variables: {} })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await expect(engine.core.submit('resolveIncident', { key: incident.key })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await engine.core.submit('updateJob', { key, retries: 1 });
    await engine.core.submit('resolveIncident', { key: incident.key });
    await engine.work('task');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('is completed once', async () => {
    await engine.deploy(oneTask(service('task')));
    await engine.start();
    const { key } = await engine.work('task');
    await expect(engine.core.submit('completeJob', { key, variables: {} })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('raises an incident when its type is no string, and tries again when that is resolved', async () => {
    await engine.deploy(oneTask(service('task', { type: '=jobType' })));
    const instance = await engine.start();
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'task' });
    await engine.core.submit('setVariables', {
      elementInstanceKey: instance,
      variables: { jobType: 'late' },
      local: false,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    await engine.work('late');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('gives its lock up with its element', async () => {
    await engine.deploy(oneTask(service('task')));
    const instance = await engine.start();
    const { key } = await engine.job('task');
    await engine.core.submit('cancelInstance', { processInstanceKey: instance });
    await expect(engine.core.submit('completeJob', { key, variables: {} })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await engine.advance(100_000);
    expect(await engine.jobs('task')).toEqual([]);
  });

  it('sends no more at once than a client can receive, and raises an incident for what is too large by itself', async () => {
    await engine.deploy(oneTask(service('task')));
    for (let n = 0; n < 3; n += 1) await engine.start('p', { text: 'x'.repeat(1_400_000) });
    await engine.start('p', { text: 'x'.repeat(3_100_000) });
    expect(await engine.jobs('task')).toHaveLength(2);
    expect(await engine.jobs('task')).toHaveLength(1);
    const incident = engine.incident();
    expect(incident.errorType).toBe('MESSAGE_SIZE_EXCEEDED');
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(await engine.jobs('task', { fetchVariables: ['other'] })).toHaveLength(1);
  });

  it('is announced once it can be activated', async () => {
    await engine.deploy(oneTask(service('task')));
    let told = 0;
    const remove = engine.core.onJobsAvailable('task', () => (told += 1));
    await engine.start();
    expect(told).toBe(1);
    await engine.jobs('task', { timeoutMs: 10 });
    await engine.advance(10);
    expect(told).toBe(2);
    remove();
    await engine.start();
    expect(told).toBe(2);
  });
});

describe('mappings', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('makes locals of inputs in order, null where there is nothing', async () => {
    const extensions = mapping({
      inputs: [
        ['=a + 1', 'b'],
        ['=b * 2', 'c'],
        ['=nothing', 'd'],
        ['=a', 'order.first'],
        ['=b', 'order.second'],
      ],
    });
    await engine.deploy(oneTask(service('task', { extensions })));
    await engine.start('p', { a: 1, order: { zero: 0 } });
    expect((await engine.job('task')).variables).toEqual({
      a: 1,
      b: 2,
      c: 4,
      d: null,
      order: { first: 1, second: 2 },
    });
  });

  const observed = (extensions: string): string =>
    bpmnFile({
      elements:
        start() +
        service('task', { extensions }) +
        service('after') +
        end() +
        chain('start', 'task', 'after', 'end'),
    });

  it('propagates what a job brings to the scope that has the name, else to the instance', async () => {
    await engine.deploy(observed(mapping({ inputs: [['=1', 'local']] })));
    await engine.start('p', { known: 1 });
    await engine.work('task', { known: 2, local: 3, fresh: 4 });
    expect((await engine.job('after')).variables).toEqual({ known: 2, fresh: 4 });
  });

  it('lets output mappings replace the propagation, and merges nested targets', async () => {
    await engine.deploy(
      observed(
        mapping({
          outputs: [
            ['=result', 'kept'],
            ['=result', 'order.result'],
          ],
        }),
      ),
    );
    await engine.start('p', { order: { id: 1 } });
    await engine.work('task', { result: 5, other: 6 });
    expect((await engine.job('after')).variables).toEqual({ kept: 5, order: { id: 1, result: 5 } });
  });

  it("raises an incident for a mapping that fails, and does not lose the job's variables", async () => {
    await engine.deploy(observed(mapping({ outputs: [['=assert(result, result > 1)', 'kept']] })));
    await engine.start();
    await engine.work('task', { result: 1 });
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'IO_MAPPING_ERROR', elementId: 'task' });
    await engine.core.submit('setVariables', {
      elementInstanceKey: incident.elementInstanceKey,
      variables: { result: 2 },
      local: true,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    // The job's own variables are mapped again, so the incident is back until the model changes.
    expect(engine.incident().errorType).toBe('IO_MAPPING_ERROR');
  });
});
