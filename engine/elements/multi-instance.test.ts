import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  loop,
  mapping,
  openTestEngine,
  service,
  start,
  timer,
  type TestEngine,
} from '../testing/index.ts';

const COLLECT = {
  inputCollection: '=items',
  inputElement: 'item',
  outputCollection: 'results',
  outputElement: '=result',
};

const each = (inside: string, more = ''): string =>
  bpmnFile({
    elements:
      start() + service('task', { inside }) + service('after') + more + chain('start', 'task', 'after'),
  });

describe('a multi-instance activity', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('runs for all items at once, and stores results in the order of the items', async () => {
    await engine.deploy(each(loop(COLLECT)));
    await engine.start('p', { items: ['a', 'b', 'c'] });
    const jobs = await engine.jobs('task');
    expect(jobs.map(({ variables }) => [variables['item'], variables['loopCounter']])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    for (const { key, variables } of [...jobs].reverse()) {
      await engine.core.submit('completeJob', {
        key,
        variables: { result: `${String(variables['item'])}!` },
      });
    }
    const { variables } = await engine.job('after');
    expect(variables['results']).toEqual(['a!', 'b!', 'c!']);
    expect(variables['loopCounter']).toBeUndefined();
  });

  it('runs for one item after the other', async () => {
    await engine.deploy(each(loop(COLLECT, { sequential: true })));
    const instance = await engine.start('p', { items: [1, 2] });
    expect(engine.elements(instance)).toEqual(['task', 'task']);
    expect((await engine.work('task', { result: 10 })).variables['item']).toBe(1);
    expect((await engine.work('task', { result: 20 })).variables['item']).toBe(2);
    expect((await engine.job('after')).variables['results']).toEqual([10, 20]);
  });

  it('keeps what its output element reads to each inner instance', async () => {
    await engine.deploy(each(loop({ ...COLLECT, outputElement: '=result.value' })));
    await engine.start('p', { items: [1, 2] });
    const jobs = await engine.jobs('task');
    expect(jobs.map(({ variables }) => variables['result'])).toEqual([null, null]);
    const complete = (index: number, variables: Record<string, unknown>): Promise<unknown> =>
      engine.core.submit('completeJob', { key: jobs[index]?.key ?? '', variables });
    await complete(0, { result: { value: 'a' }, other: 1 });
    await complete(1, { another: 2 });
    const { variables } = await engine.job('after');
    expect(variables).toEqual({ items: [1, 2], results: ['a', null], other: 1, another: 2 });
  });

  it('may make its output by an output mapping', async () => {
    const outputs = mapping({ outputs: [['=made + loopCounter', 'result']] });
    await engine.deploy(
      bpmnFile({
        elements:
          start() +
          service('task', { inside: loop(COLLECT), extensions: outputs }) +
          service('after') +
          chain('start', 'task', 'after'),
      }),
    );
    await engine.start('p', { items: [1, 2] });
    for (const { key } of await engine.jobs('task'))
      await engine.core.submit('completeJob', { key, variables: { made: 10 } });
    expect((await engine.job('after')).variables).toEqual({ items: [1, 2], results: [11, 12] });
  });

  it('is skipped for an empty list', async () => {
    await engine.deploy(each(loop(COLLECT)));
    await engine.start('p', { items: [] });
    expect((await engine.job('after')).variables).toEqual({ items: [], results: [] });
  });

  it('raises an incident when the collection is no list', async () => {
    await engine.deploy(each(loop(COLLECT)));
    const instance = await engine.start('p', { items: 'no' });
    const incident = engine.incident();
    expect(incident.errorType).toBe('EXTRACT_VALUE_ERROR');
    await engine.core.submit('setVariables', {
      elementInstanceKey: instance,
      variables: { items: [1] },
      local: true,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(await engine.jobs('task')).toHaveLength(1);
  });

  it('ends early when its completion condition is met, and terminates the rest', async () => {
    const condition =
      '=numberOfCompletedInstances = 2 and numberOfActiveInstances = 1 and numberOfInstances = 3';
    await engine.deploy(each(loop(COLLECT, { completionCondition: condition })));
    const instance = await engine.start('p', { items: [1, 2, 3] });
    const [first, second] = await engine.jobs('task', { maxJobs: 2 });
    await engine.core.submit('completeJob', { key: first?.key ?? '', variables: { result: 1 } });
    expect(engine.elements(instance)).toEqual(['task', 'task', 'task']);
    await engine.core.submit('completeJob', { key: second?.key ?? '', variables: { result: 2 } });
    expect(engine.elements(instance)).toEqual(['after']);
    expect((await engine.job('after')).variables['results']).toEqual([1, 2, null]);
    expect(await engine.jobs('task')).toEqual([]);
  });

  it('is interrupted as a whole at its boundary', async () => {
    const more =
      boundary('late', 'task', timer('timeDuration', 'PT1H')) + end('gone') + chain('late', 'gone');
    await engine.deploy(each(loop(COLLECT), more));
    const instance = await engine.start('p', { items: [1, 2] });
    await engine.advance(3_600_000);
    expect(engine.isActive(instance)).toBe(false);
  });

  it('runs a subprocess for each item', async () => {
    const sub = element('subProcess', 'sub', {
      inside:
        start('s') +
        service('a') +
        service('b') +
        end('e') +
        chain('s', 'a', 'b', 'e') +
        loop({ inputCollection: '=items', inputElement: 'item' }),
    });
    await engine.deploy(bpmnFile({ elements: start() + sub + end() + chain('start', 'sub', 'end') }));
    const instance = await engine.start('p', { items: [1, 2] });
    for (const type of ['a', 'b']) {
      for (const { key } of await engine.jobs(type))
        await engine.core.submit('completeJob', { key, variables: {} });
    }
    expect(engine.isActive(instance)).toBe(false);
  });

  it('takes more items than one command does', async () => {
    await engine.deploy(each(loop({ inputCollection: '=for i in 1..2500 return i', inputElement: 'item' })));
    const instance = await engine.start();
    await engine.core.settled();
    let count = 0;
    for (;;) {
      const jobs = await engine.jobs('task', { maxJobs: 1000 });
      if (jobs.length === 0) break;
      count += jobs.length;
      await Promise.all(jobs.map(({ key }) => engine.core.submit('completeJob', { key, variables: {} })));
    }
    expect(count).toBe(2500);
    expect(engine.elements(instance)).toEqual(['after']);
  });
});
