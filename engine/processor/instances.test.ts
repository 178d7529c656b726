import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  end,
  executionListeners,
  openTestEngine,
  mapping,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

const NESTED = bpmnFile({
  elements: [
    start(),
    service('first'),
    element('subProcess', 'sub', {
      extensions: mapping({ inputs: [['="x"', 'local']] }),
      inside: start('s') + service('inner') + end('e') + chain('s', 'inner', 'e'),
    }),
    end(),
    chain('start', 'first', 'sub', 'end'),
  ].join(''),
});

describe('process instances', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
    await engine.deploy(NESTED);
  });
  afterEach(() => engine.close());

  it('are described while they are active', async () => {
    const { processInstanceKey } = await engine.core.submit('createInstance', {
      process: { processId: 'p' },
      variables: {},
      startElementIds: [],
      tags: ['vip'],
    });
    expect(engine.core.queries.processInstance(processInstanceKey)).toMatchObject({
      key: processInstanceKey,
      processId: 'p',
      version: 1,
      state: 'ACTIVE',
      hasIncident: false,
      parentProcessInstanceKey: null,
      startDate: '2026-03-02T08:00:00.000Z',
      tags: ['vip'],
    });
    expect((await engine.job('first')).tags).toEqual(['vip']);
    expect(engine.core.queries.processInstance('99')).toBeUndefined();
  });

  it('start at the elements that are named, inside of their scopes', async () => {
    const { processInstanceKey } = await engine.core.submit('createInstance', {
      process: { processId: 'p' },
      variables: {},
      startElementIds: ['inner', 'first'],
      tags: [],
    });
    expect(engine.elements(processInstanceKey)).toEqual(['sub', 'inner', 'first']);
    await engine.work('inner');
    expect(engine.elements(processInstanceKey)).toEqual(['first']);
    const wrong = (id: string) =>
      engine.core.submit('createInstance', {
        process: { processId: 'p' },
        variables: {},
        startElementIds: [id],
        tags: [],
      });
    await expect(wrong('nothing')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(wrong('start')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('run the start listeners of the process before the elements that are named', async () => {
    const extensions = `<bpmn:extensionElements>${executionListeners(['start', 'listen'])}</bpmn:extensionElements>`;
    const inside = start() + service('first') + service('second') + end();
    const flows = chain('start', 'first', 'second', 'end');
    await engine.deploy(bpmnFile({ id: 'heard', elements: extensions + inside + flows }));
    const { processInstanceKey } = await engine.core.submit('createInstance', {
      process: { processId: 'heard' },
      variables: {},
      startElementIds: ['second'],
      tags: [],
    });
    expect(engine.elements(processInstanceKey)).toEqual([]);
    await engine.reopen();
    const listener = await engine.work('listen', { heard: true });
    expect(listener).toMatchObject({ kind: 'EXECUTION_LISTENER', listenerEventType: 'START' });
    expect(engine.elements(processInstanceKey)).toEqual(['second']);
    expect((await engine.work('second')).variables).toEqual({ heard: true });
    expect(engine.isActive(processInstanceKey)).toBe(false);
  });

  it('take variables in a scope or upwards from it', async () => {
    const instance = await engine.start('p', { a: 1 });
    await engine.work('first');
    const elementInstanceKey = engine.view(instance, 'inner').key;
    await engine.core.submit('setVariables', {
      elementInstanceKey,
      variables: { a: 2, local: 'y', b: 3 },
      local: false,
    });
    await engine.core.submit('setVariables', { elementInstanceKey, variables: { a: 9 }, local: true });
    const job = await engine.job('inner');
    expect(job.variables).toEqual({ a: 9, local: 'y', b: 3 });
    await expect(
      engine.core.submit('setVariables', { elementInstanceKey: '77', variables: {}, local: true }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      engine.core.submit('setVariables', {
        elementInstanceKey,
        variables: JSON.parse('{"__proto__": 1}') as object as Record<string, unknown>,
        local: true,
      }),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('keep all of JSON exactly', async () => {
    const value = {
      n: 1.5,
      big: 9007199254740991,
      no: null,
      yes: true,
      list: [1, [], {}],
      text: '接诉 😀',
      '': { a: { b: 'c' } },
    };
    await engine.start('p', { value });
    await engine.reopen();
    expect((await engine.job('first')).variables).toEqual({ value });
  });

  it('end at once when nothing in them waits', async () => {
    await engine.deploy(bpmnFile({ id: 'q', elements: start() + end() + chain('start', 'end') }));
    const instance = await engine.start('q');
    expect(engine.isActive(instance)).toBe(false);
  });
});
