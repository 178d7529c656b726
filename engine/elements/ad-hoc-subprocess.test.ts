import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActivatedJob, AdHocSubProcessResult } from '../processor/commands.ts';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  error,
  errorEvent,
  eventSubprocess,
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

interface AdHoc {
  readonly adHoc?: string;
  readonly condition?: string;
  readonly attributes?: string;
  readonly extensions?: string;
  readonly elements?: string;
}

const INSIDE = service('a') + service('b') + service('c') + chain('b', 'c');

const model = ({ adHoc, condition, attributes = '', extensions = '', elements = INSIDE }: AdHoc): string =>
  bpmnFile({
    root: message('go', '="k"') + error('bad'),
    elements: [
      start(),
      element('adHocSubProcess', 'free', {
        attributes,
        extensions: (adHoc === undefined ? '' : `<zeebe:adHoc ${adHoc} />`) + extensions,
        inside:
          elements +
          (condition === undefined
            ? ''
            : `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${condition}</bpmn:completionCondition>`),
      }),
      service('after'),
      chain('start', 'free', 'after'),
      boundary('caught', 'free', errorEvent('bad')) + service('repair') + chain('caught', 'repair'),
    ].join(''),
  });

const LIST = 'activeElementsCollection="=list"';

describe('an ad-hoc subprocess', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const run = async (parts: AdHoc, variables = {}): Promise<string> => {
    await engine.deploy(model(parts));
    return engine.start('p', variables);
  };
  const activities = (instance: string): readonly string[] =>
    engine.elements(instance).filter((id) => id !== 'free' && !id.includes('#'));
  const activate = (instance: string, ids: readonly string[], more = {}): Promise<unknown> =>
    engine.core.submit('activateAdHocActivities', {
      adHocSubProcessInstanceKey: engine.view(instance, 'free').key,
      elements: ids.map((elementId) => ({ elementId, variables: {} })),
      cancelRemainingInstances: false,
      ...more,
    });

  it('activates the elements of the list, and completes when all of them and what follows has ended', async () => {
    const instance = await run({ adHoc: LIST }, { list: ['a', 'b'] });
    expect(engine.views(instance).map(({ type }) => type)).toEqual([
      'AD_HOC_SUB_PROCESS',
      'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
      'AD_HOC_SUB_PROCESS_INNER_INSTANCE',
      'SERVICE_TASK',
      'SERVICE_TASK',
    ]);
    expect(engine.elements(instance)[1]).toBe('free#innerInstance');
    await engine.work('b');
    await engine.reopen();
    await engine.work('a');
    expect(activities(instance)).toEqual(['c']);
    await engine.work('c', { seen: 1 });
    expect((await engine.job('after')).variables).toEqual({ list: ['a', 'b'], seen: 1 });
  });

  it.each([
    ['an empty list', { adHoc: LIST }],
    ['no list', {}],
  ])('stays active with %s, until a client activates something', async (_what, parts) => {
    const instance = await run(parts, { list: [] });
    expect(engine.elements(instance)).toEqual(['free']);
    await activate(instance, ['a', 'b']);
    await activate(instance, ['a']);
    expect(activities(instance)).toEqual(['a', 'b', 'a']);
    await activate(instance, ['b'], { cancelRemainingInstances: true });
    expect(activities(instance)).toEqual(['b']);
    await engine.work('b');
    await engine.work('c');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('gives the variables of an activation to that element alone', async () => {
    const instance = await run({});
    const elements = [
      { elementId: 'a', variables: { mine: 1 } },
      { elementId: 'b', variables: { mine: 2 } },
    ];
    await activate(instance, [], { elements });
    expect((await engine.work('a', { mine: 3 })).variables['mine']).toBe(1);
    expect((await engine.work('b')).variables['mine']).toBe(2);
    expect((await engine.work('c')).variables['mine']).toBe(2);
    expect((await engine.job('after')).variables).toEqual({});
  });

  it.each([
    ['an unknown element', { elements: [{ elementId: 'x', variables: {} }] }, 'NOT_FOUND'],
    ['one that a flow leads to', { elements: [{ elementId: 'c', variables: {} }] }, 'NOT_FOUND'],
    ['nothing', { elements: [] }, 'INVALID_ARGUMENT'],
    ['another instance', { adHocSubProcessInstanceKey: '1' }, 'NOT_FOUND'],
  ])('refuses to activate %s', async (_what, wrong, code) => {
    const instance = await run({});
    await expect(activate(instance, ['a'], wrong)).rejects.toMatchObject({ code });
    await expect(activate(instance, ['a', 'a'])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(engine.elements(instance)).toEqual(['free']);
  });

  it.each([
    ['"text"', 'must be a list of strings'],
    ['["a", 1]', 'must be a list of strings'],
    ['["a", "nothing"]', 'nothing'],
    ['["c"]', 'c'],
  ])('raises an incident for the list %s', async (list, reason) => {
    const instance = await run({ adHoc: LIST }, { list: JSON.parse(list) as unknown });
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'free' });
    expect(incident.errorMessage).toContain(reason);
    await engine.core.submit('setVariables', {
      elementInstanceKey: instance,
      variables: { list: ['a'] },
      local: false,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(activities(instance)).toEqual(['a']);
  });

  it('completes when its condition is true, and cancels what remains', async () => {
    const instance = await run({ adHoc: LIST, condition: '=done = true' }, { list: ['a', 'b'], done: false });
    await engine.work('a');
    expect(activities(instance)).toEqual(['b']);
    await activate(instance, ['a']);
    await engine.work('a', { done: true });
    expect(engine.elements(instance)).toEqual(['after']);
    expect(await engine.jobs('b')).toEqual([]);
  });

  it('waits for what remains when it shall not be cancelled', async () => {
    const attributes = 'cancelRemainingInstances="false"';
    const instance = await run({ adHoc: LIST, condition: '=true', attributes }, { list: ['a', 'b'] });
    await engine.work('a');
    await expect(activate(instance, ['a'])).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await engine.work('b');
    expect(activities(instance)).toEqual(['c']);
    await engine.work('c');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('stays active when all has ended and its condition is false', async () => {
    const instance = await run({ adHoc: LIST, condition: '=done = true' }, { list: ['a'], done: false });
    await engine.work('a');
    expect(engine.elements(instance)).toEqual(['free']);
    await activate(instance, ['a']);
    await engine.work('a', { done: true });
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('raises an incident when its condition is neither true nor false', async () => {
    const instance = await run({ adHoc: LIST, condition: '=done' }, { list: ['a'], done: 1 });
    await engine.work('a');
    const { key, errorType } = engine.incident();
    expect(errorType).toBe('CONDITION_ERROR');
    await engine.core.submit('setVariables', {
      elementInstanceKey: instance,
      variables: { done: true },
      local: false,
    });
    await engine.core.submit('resolveIncident', { key });
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('collects the outputs of its elements in the order of their ends', async () => {
    const adHoc = `${LIST} outputCollection="results" outputElement="=result"`;
    await run({ adHoc, condition: '=count(results) = 2' }, { list: ['a', 'b'] });
    await engine.work('b', { result: 'from b' });
    await engine.work('a', { result: 'from a' });
    await engine.work('c', { result: 'from c' });
    expect((await engine.job('after')).variables).toEqual({
      list: ['a', 'b'],
      results: ['from a', 'from c'],
    });
  });

  it('tells what can be activated', async () => {
    const elements =
      element('serviceTask', 'x', {
        extensions:
          '<zeebe:taskDefinition type="x" /><zeebe:properties><zeebe:property name="tool" value="yes" /></zeebe:properties>',
        attributes: 'name="Look it up"',
        inside: '',
      }).replace(
        'name="Look it up">',
        'name="Look it up"><bpmn:documentation>Finds it.</bpmn:documentation>',
      ) +
      service('y') +
      chain('x', 'y');
    const instance = await run({ elements });
    await activate(instance, ['x']);
    expect((await engine.job('x')).variables['adHocSubProcessElements']).toEqual([
      {
        elementId: 'x',
        elementName: 'Look it up',
        documentation: 'Finds it.',
        properties: { tool: 'yes' },
      },
    ]);
  });

  it('throws errors of its elements out of it', async () => {
    const instance = await run({ adHoc: LIST }, { list: ['a', 'b'] });
    const { key } = await engine.job('a');
    await engine.core.submit('throwError', { key, errorCode: 'bad', errorMessage: '', variables: {} });
    expect(engine.elements(instance)).toEqual(['repair']);
  });

  it('is cancelled with its process instance', async () => {
    const instance = await run({ adHoc: LIST }, { list: ['a', 'b'] });
    await engine.core.submit('cancelInstance', { processInstanceKey: instance });
    expect(engine.isActive(instance)).toBe(false);
    const empty = await engine.start('p', { list: [] });
    await engine.core.submit('cancelInstance', { processInstanceKey: empty });
    expect(engine.isActive(empty)).toBe(false);
  });

  it('can be modified and migrated', async () => {
    const instance = await run({}, {});
    const modify = (elementId: string) =>
      engine.core.submit('modifyInstance', {
        processInstanceKey: instance,
        activate: [{ elementId, variableInstructions: [{ variables: { v: 1 }, scopeId: elementId }] }],
        terminate: [],
      });
    await modify('a');
    await modify('c');
    const [item] = await engine.deploy(
      model({ elements: service('a2') + service('c2') })
        .replaceAll('"free', '"wild')
        .replaceAll('_free"', '_wild"'),
    );
    await engine.core.submit('migrateInstance', {
      processInstanceKey: instance,
      targetProcessDefinitionKey: item?.key ?? '',
      mappings: [
        { sourceElementId: 'free', targetElementId: 'wild' },
        { sourceElementId: 'a', targetElementId: 'a2' },
        { sourceElementId: 'c', targetElementId: 'c2' },
      ],
    });
    expect(engine.elements(instance)).toEqual([
      'wild',
      'wild#innerInstance',
      'a2',
      'wild#innerInstance',
      'c2',
    ]);
    expect((await engine.work('a')).variables['v']).toBe(1);
    await engine.work('c');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  describe('with a job worker', () => {
    const extensions =
      '<zeebe:taskDefinition type="agent" retries="2" /><zeebe:taskHeaders><zeebe:header key="h" value="1" /></zeebe:taskHeaders>';
    const decide = (
      job: ActivatedJob,
      part: Partial<AdHocSubProcessResult>,
      variables = {},
    ): Promise<unknown> =>
      engine.core.submit('completeJob', {
        key: job.key,
        variables,
        result: {
          type: 'adHocSubProcess',
          activateElements: [],
          completionConditionFulfilled: false,
          cancelRemainingInstances: false,
          ...part,
        },
      });
    const elements = (...ids: readonly string[]) =>
      ids.map((elementId) => ({ elementId, variables: { n: elementId } }));

    it('lets the worker activate elements, again after each end, until it is done', async () => {
      const instance = await run({ extensions });
      const first = await engine.job('agent');
      expect(first).toMatchObject({
        kind: 'AD_HOC_SUB_PROCESS',
        elementId: 'free',
        headers: { h: '1' },
        retries: 2,
      });
      await decide(first, { activateElements: elements('a', 'a', 'b') }, { memory: 1 });
      expect(activities(instance)).toEqual(['a', 'a', 'b']);
      expect(await engine.jobs('agent')).toEqual([]);
      const [one] = await engine.jobs('a');
      expect(one?.variables).toMatchObject({ n: 'a', memory: 1 });
      await engine.core.submit('completeJob', { key: one?.key ?? '', variables: {} });
      const second = await engine.job('agent');
      await engine.work('b');
      expect(await engine.jobs('agent')).toEqual([]);
      await engine.work('c');
      // The job that was open is replaced: there is one at a time.
      await expect(decide(second, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const third = await engine.job('agent');
      await decide(third, { completionConditionFulfilled: true, cancelRemainingInstances: true });
      expect(engine.elements(instance)).toEqual(['after']);
      expect((await engine.job('after')).variables).toEqual({});
    });

    it('completes at once, or when the rest has ended', async () => {
      const instance = await run({ extensions });
      await decide(await engine.job('agent'), { completionConditionFulfilled: true });
      expect(engine.elements(instance)).toEqual(['after']);
      const other = await engine.start();
      await decide(await engine.job('agent'), { activateElements: elements('a', 'b') });
      await engine.work('a');
      await decide(await engine.job('agent'), { completionConditionFulfilled: true });
      expect(activities(other)).toEqual(['b']);
      await engine.work('b');
      await engine.work('c');
      expect(await engine.jobs('agent')).toEqual([]);
      expect(engine.elements(other)).toEqual(['after']);
    });

    it('cancels others while it activates', async () => {
      const instance = await run({ extensions });
      await decide(await engine.job('agent'), { activateElements: elements('a', 'b') });
      await engine.work('a');
      const job = await engine.job('agent');
      await decide(job, { activateElements: elements('a'), cancelRemainingInstances: true });
      expect(activities(instance)).toEqual(['a']);
    });

    it.each([
      ['an unknown element', { activateElements: elements('x') }],
      ['both more and the end', { activateElements: elements('a'), completionConditionFulfilled: true }],
    ])('refuses %s', async (_what, part) => {
      await run({ extensions });
      const job = await engine.job('agent');
      await expect(decide(job, part)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await decide(job, { activateElements: elements('a') });
    });

    it('fails with an incident, is tried again, and may throw an error', async () => {
      const instance = await run({ extensions });
      const { key } = await engine.job('agent');
      const failed = { key, retries: 0, errorMessage: 'no idea', retryBackoffMs: 0, variables: {} };
      await engine.core.submit('failJob', failed);
      expect(engine.incident()).toMatchObject({ errorType: 'JOB_NO_RETRIES', elementId: 'free' });
      await engine.core.submit('updateJob', { key, retries: 1 });
      await engine.core.submit('resolveIncident', { key: engine.incident().key });
      expect(await engine.job('agent')).toMatchObject({ key });
      await engine.core.submit('throwError', { key, errorCode: 'bad', errorMessage: '', variables: {} });
      expect(engine.elements(instance)).toEqual(['repair']);
    });

    it('is asked again when an event subprocess has ended; an interrupting one completes the subprocess', async () => {
      const events = (interrupting: boolean): string =>
        INSIDE +
        eventSubprocess('event', messageEvent('go'), service('e') + chain('event_start', 'e'), {
          interrupting,
        });
      const instance = await run({ extensions, elements: events(false) });
      await decide(await engine.job('agent'), { activateElements: elements('a') });
      await engine.publish('go', 'k');
      await engine.work('e');
      await decide(await engine.job('agent'), {
        completionConditionFulfilled: true,
        cancelRemainingInstances: true,
      });
      expect(engine.elements(instance)).toEqual(['after']);
      const other = await run({ extensions, elements: events(true) });
      await engine.publish('go', 'k');
      expect(await engine.jobs('agent')).toEqual([]);
      await engine.work('e');
      expect(engine.elements(other)).toEqual(['after']);
    });
  });

  it.each([
    ['without an activity', { elements: element('intermediateThrowEvent', 'x') }, 'at least one activity'],
    ['with a start event', { elements: INSIDE + start('s') }, 'start or end events'],
    ['with an end event', { elements: INSIDE + end('e') }, 'start or end events'],
    ['with half an output', { adHoc: 'outputCollection="x"' }, 'both an output collection'],
    ['with a list that is no FEEL', { adHoc: 'activeElementsCollection="a"' }, 'FEEL expression'],
    [
      'with two that decide',
      { extensions: '<zeebe:taskDefinition type="t" />', condition: '=true' },
      'its job worker decides',
    ],
  ])('is refused %s', async (_what, parts, reason) => {
    await expect(engine.deploy(model(parts))).rejects.toThrow(reason);
  });
});
