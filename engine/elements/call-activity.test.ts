import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  error,
  errorEvent,
  mapping,
  openTestEngine,
  service,
  start,
  timer,
  type TestEngine,
} from '../testing/index.ts';

const CHILD = bpmnFile({
  id: 'child',
  elements: start() + service('work') + end() + chain('start', 'work', 'end'),
});

function caller(
  attributes: string,
  more: { readonly extensions?: string; readonly elements?: string; readonly root?: string } = {},
): string {
  return bpmnFile({
    root: more.root ?? '',
    elements: [
      start(),
      element('callActivity', 'call', {
        extensions: `<zeebe:calledElement ${attributes} />${more.extensions ?? ''}`,
      }),
      service('after'),
      chain('start', 'call', 'after'),
      more.elements ?? '',
    ].join(''),
  });
}

const ALL = 'processId="child" propagateAllChildVariables="true" propagateAllParentVariables="true"';
const NONE = 'processId="child" propagateAllChildVariables="false" propagateAllParentVariables="false"';

describe('a call activity', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('hands all variables down and up', async () => {
    await engine.deploy(CHILD, caller(ALL));
    const instance = await engine.start('p', { a: 1 });
    const job = await engine.work('work', { b: 2 });
    expect(job.variables).toEqual({ a: 1 });
    expect(job.processInstanceKey).not.toBe(instance);
    expect((await engine.job('after')).variables).toEqual({ a: 1, b: 2 });
  });

  it('hands over only what is mapped', async () => {
    const extensions = mapping({ inputs: [['=a', 'given']], outputs: [['=b', 'result']] });
    await engine.deploy(CHILD, caller(NONE, { extensions }));
    await engine.start('p', { a: 1 });
    expect((await engine.work('work', { b: 2 })).variables).toEqual({ given: 1 });
    expect((await engine.job('after')).variables).toEqual({ a: 1, result: 2 });
  });

  it('calls the latest version, or the one of its own deployment', async () => {
    await engine.deploy(CHILD, caller(ALL));
    const bound = caller(`${ALL} bindingType="deployment"`).replace('id="p"', 'id="bound"');
    await engine.deploy({ name: 'child.bpmn', text: CHILD }, { name: 'bound.bpmn', text: bound });
    await engine.deploy({ name: 'child.bpmn', text: CHILD.replaceAll('work', 'newer') });
    await engine.start('p');
    await engine.start('bound');
    expect(await engine.jobs('newer')).toHaveLength(1);
    expect(await engine.jobs('work')).toHaveLength(1);
  });

  it('raises an incident when there is nothing to call, and calls again when it is resolved', async () => {
    await engine.deploy(caller(ALL));
    await engine.start();
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'CALLED_ELEMENT_ERROR', elementId: 'call' });
    await engine.deploy({ name: 'child.bpmn', text: CHILD });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(await engine.jobs('work')).toHaveLength(1);
  });

  it('passes an error of the called process on to its boundary', async () => {
    const elements =
      boundary('caught', 'call', errorEvent('bad')) + service('repair') + chain('caught', 'repair');
    await engine.deploy(CHILD, caller(ALL, { root: error('bad'), elements }));
    const instance = await engine.start();
    const job = await engine.job('work');
    await engine.core.submit('throwError', {
      key: job.key,
      errorCode: 'bad',
      errorMessage: '',
      variables: {},
    });
    expect(engine.elements(instance)).toEqual(['repair']);
    expect(engine.isActive(job.processInstanceKey)).toBe(false);
  });

  it('cancels the called process with it, which can not be cancelled by itself', async () => {
    const elements =
      boundary('late', 'call', timer('timeDuration', 'PT1H')) + end('gone') + chain('late', 'gone');
    await engine.deploy(CHILD, caller(ALL, { elements }));
    const instance = await engine.start();
    const { processInstanceKey } = await engine.job('work');
    expect(engine.core.queries.processInstance(processInstanceKey)?.parentProcessInstanceKey).toBe(instance);
    await expect(engine.core.submit('cancelInstance', { processInstanceKey })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    await engine.advance(3_600_000);
    expect(engine.isActive(processInstanceKey)).toBe(false);
    expect(engine.isActive(instance)).toBe(false);
  });

  it('stops a process that calls itself without end', async () => {
    const attributes = ALL.replace('child', 'p');
    await engine.deploy(caller(attributes));
    const instance = await engine.start();
    await engine.core.settled();
    expect(engine.incident()).toMatchObject({ errorType: 'CALLED_ELEMENT_ERROR', elementId: 'call' });
    await engine.core.submit('cancelInstance', { processInstanceKey: instance });
    await engine.core.settled();
    expect(engine.isActive(instance)).toBe(false);
    expect(engine.core.queries.incidents(null, 10)).toEqual([]);
  });
});
