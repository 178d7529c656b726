import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  error,
  errorEvent,
  escalation,
  escalationEvent,
  eventSubprocess,
  executionListeners,
  flow,
  linkEvent,
  loop,
  mapping,
  message,
  messageEvent,
  openTestEngine,
  service,
  signal,
  signalEvent,
  start,
  timer,
  userTask,
  type TestEngine,
} from '../testing/index.ts';

const BOTH = executionListeners(['start', 'before'], ['end', 'behind']);
const STARTS = executionListeners(['start', 'before']);
const ENDS = executionListeners(['end', 'behind']);

const ROOT = message('m', '="k"') + signal('s') + escalation('e') + error('err');
/** A process of what is given between `start` and `after`. */
const around = (x: string, rest = ''): string =>
  bpmnFile({ root: ROOT, elements: start() + x + service('after') + rest + chain('start', 'x', 'after') });
const task = (extensions: string, inside = ''): string => service('x', { type: 'work', extensions, inside });

describe('execution listeners', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('work before and behind an element, one after another, and it waits for them', async () => {
    const four = executionListeners(['end', 'd'], ['start', 'a'], ['start', 'b'], ['end', 'e']);
    await engine.deploy(around(task(four)));
    const key = await engine.start();
    const order = ['a', 'b', 'work', 'd', 'e', 'after'];
    for (const [index, type] of order.entries()) {
      for (const later of order.slice(index + 1)) expect(await engine.jobs(later)).toEqual([]);
      await engine.work(type);
    }
    expect(engine.isActive(key)).toBe(false);
  });

  it('are told apart by the kind and the event of their jobs', async () => {
    await engine.deploy(
      around(task(BOTH + '<zeebe:taskHeaders><zeebe:header key="h" value="1" /></zeebe:taskHeaders>')),
    );
    const key = await engine.start();
    expect(await engine.work('before')).toMatchObject({
      kind: 'EXECUTION_LISTENER',
      listenerEventType: 'START',
      elementId: 'x',
      processInstanceKey: key,
      retries: 2,
      headers: { h: '1' },
    });
    expect(await engine.work('work')).toMatchObject({
      kind: 'BPMN_ELEMENT',
      listenerEventType: 'UNSPECIFIED',
    });
    expect(await engine.work('behind')).toMatchObject({
      kind: 'EXECUTION_LISTENER',
      listenerEventType: 'END',
    });
  });

  it('at the start see the input mappings, and bring local variables', async () => {
    const listeners = executionListeners(['start', 'a'], ['start', 'b']);
    await engine.deploy(around(task(mapping({ inputs: [['=n + 1', 'input']] }) + listeners)));
    await engine.start('p', { n: 1 });
    expect((await engine.work('a', { made: 3 })).variables).toEqual({ n: 1, input: 2 });
    expect((await engine.work('b')).variables).toEqual({ n: 1, input: 2, made: 3 });
    expect((await engine.work('work')).variables).toEqual({ n: 1, input: 2, made: 3 });
    expect((await engine.job('after')).variables).toEqual({ n: 1 });
  });

  it('at the end see the output mappings, and bring variables to the scope around', async () => {
    const listeners = executionListeners(['end', 'a'], ['end', 'b']);
    await engine.deploy(around(task(mapping({ outputs: [['=result + 1', 'output']] }) + listeners)));
    await engine.start();
    await engine.work('work', { result: 1 });
    expect((await engine.work('a', { made: 3 })).variables).toMatchObject({ output: 2 });
    expect((await engine.work('b')).variables).toMatchObject({ output: 2, made: 3 });
    expect((await engine.job('after')).variables).toEqual({ output: 2, made: 3 });
  });

  it('at the start may bring what a job type, a message or a gateway is evaluated from', async () => {
    await engine.deploy(
      bpmnFile({
        root: message('m', '=id'),
        elements: [
          start(),
          element('exclusiveGateway', 'g', { attributes: 'default="g_end"', extensions: STARTS }),
          element('intermediateCatchEvent', 'wait', { inside: messageEvent('m'), extensions: STARTS }),
          end(),
          chain('start', 'g', 'end'),
          flow('g', 'wait', '=go'),
        ].join(''),
      }),
    );
    const key = await engine.start();
    await engine.work('before', { go: true });
    await engine.publish('m', 'k');
    await engine.work('before', { id: 'k' });
    expect(engine.elements(key)).toEqual(['wait']);
    await engine.publish('m', 'k');
    expect(engine.isActive(key)).toBe(false);
  });

  const PLACES: readonly [string, string, readonly string[]][] = [
    ['a service task', task(BOTH), ['before', 'work', 'behind']],
    [
      'a send task',
      element('sendTask', 'x', { extensions: `<zeebe:taskDefinition type="work" />${BOTH}` }),
      ['before', 'work', 'behind'],
    ],
    [
      'a user task of a job worker',
      element('userTask', 'x', { extensions: BOTH }),
      ['before', 'io.camunda.zeebe:userTask', 'behind'],
    ],
    [
      'a script task',
      element('scriptTask', 'x', {
        extensions: `<zeebe:script expression="=1" resultVariable="r" />${BOTH}`,
      }),
      ['before', 'behind'],
    ],
    [
      'a business rule task of a job worker',
      element('businessRuleTask', 'x', { extensions: `<zeebe:taskDefinition type="work" />${BOTH}` }),
      ['before', 'work', 'behind'],
    ],
    ['a manual task', element('manualTask', 'x', { extensions: BOTH }), ['before', 'behind']],
    ['an undefined task', element('task', 'x', { extensions: BOTH }), ['before', 'behind']],
    [
      'a subprocess',
      element('subProcess', 'x', {
        extensions: BOTH,
        inside: start('s') + service('work') + flow('s', 'work'),
      }),
      ['before', 'work', 'behind'],
    ],
    [
      'an ad-hoc subprocess',
      element('adHocSubProcess', 'x', {
        extensions: `<zeebe:adHoc activeElementsCollection="=[&quot;w&quot;]" />${BOTH}`,
        inside: service('w', { type: 'work' }),
      }),
      ['before', 'work', 'behind'],
    ],
    [
      'a none throw event',
      element('intermediateThrowEvent', 'x', { extensions: BOTH }),
      ['before', 'behind'],
    ],
    [
      'a message throw event',
      element('intermediateThrowEvent', 'x', {
        extensions: `<zeebe:taskDefinition type="work" />${BOTH}`,
        inside: messageEvent('m'),
      }),
      ['before', 'work', 'behind'],
    ],
    [
      'a signal throw event',
      element('intermediateThrowEvent', 'x', { extensions: BOTH, inside: signalEvent('s') }),
      ['before', 'behind'],
    ],
    [
      'an escalation throw event',
      element('intermediateThrowEvent', 'x', { extensions: BOTH, inside: escalationEvent('e') }),
      ['before', 'behind'],
    ],
    ['an exclusive gateway', element('exclusiveGateway', 'x', { extensions: STARTS }), ['before']],
    ['an inclusive gateway', element('inclusiveGateway', 'x', { extensions: STARTS }), ['before']],
    ['a parallel gateway', element('parallelGateway', 'x', { extensions: STARTS }), ['before']],
  ];

  it.each(PLACES)('work at %s', async (_where, x, types) => {
    await engine.deploy(around(x));
    const key = await engine.start();
    for (const type of [...types, 'after']) await engine.work(type);
    expect(engine.isActive(key)).toBe(false);
  });

  it.each([
    ['a message catch event', messageEvent('m')],
    ['a timer catch event', timer('timeDuration', 'PT1M')],
    ['a signal catch event', signalEvent('s')],
  ])('work at %s, which is reached once', async (_where, inside) => {
    await engine.deploy(around(element('intermediateCatchEvent', 'x', { extensions: BOTH, inside })));
    const key = await engine.start();
    await engine.work('before');
    for (let n = 0; n < 2; n += 1) {
      await engine.publish('m', 'k');
      await engine.broadcast('s');
      await engine.advance(60_000);
    }
    await engine.work('behind');
    await engine.work('after');
    expect(engine.isActive(key)).toBe(false);
  });

  it('work at both ends of a link', async () => {
    const out = element('intermediateThrowEvent', 'x', { extensions: BOTH, inside: linkEvent('A') });
    const into = element('intermediateCatchEvent', 'in', { extensions: BOTH, inside: linkEvent('A') });
    await engine.deploy(
      bpmnFile({
        elements: start() + out + into + service('after') + chain('start', 'x') + chain('in', 'after'),
      }),
    );
    await engine.start();
    for (const type of ['before', 'behind', 'before', 'behind', 'after']) await engine.work(type);
  });

  it('work at a native user task, around its own listeners', async () => {
    await engine.deploy(around(userTask('x', { extensions: BOTH })));
    const key = await engine.start();
    expect(engine.core.queries.activeElements(key, 10)).toHaveLength(1);
    await engine.work('before');
    const records = engine.view(key, 'x');
    expect(records.type).toBe('USER_TASK');
    expect(await engine.jobs('behind')).toEqual([]);
  });

  it('work at a call activity and at the called process', async () => {
    const call = element('callActivity', 'x', {
      extensions: `<zeebe:calledElement processId="called" propagateAllChildVariables="true" />${executionListeners(['start', 'call'], ['end', 'called-back'])}`,
    });
    const called = bpmnFile({ id: 'called', elements: start('s') }).replace(
      'isExecutable="true">',
      `isExecutable="true"><bpmn:extensionElements>${BOTH}</bpmn:extensionElements>`,
    );
    await engine.deploy(called, around(call));
    await engine.start();
    await engine.work('call');
    await engine.work('before', { a: 1 });
    await engine.work('behind', { b: 2 });
    expect((await engine.work('called-back', { c: 3 })).variables).toEqual({ a: 1, b: 2 });
    expect((await engine.job('after')).variables).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('of a process bring variables of the process', async () => {
    const file = around(task('')).replace(
      'isExecutable="true">',
      `isExecutable="true"><bpmn:extensionElements>${BOTH}</bpmn:extensionElements>`,
    );
    await engine.deploy(file);
    const key = await engine.start();
    expect(await engine.work('before', { made: 1 })).toMatchObject({
      elementId: 'p',
      elementInstanceKey: key,
    });
    expect((await engine.work('work')).variables).toEqual({ made: 1 });
    await engine.work('after');
    expect(engine.isActive(key)).toBe(true);
    await engine.work('behind');
    expect(engine.isActive(key)).toBe(false);
  });

  it('work at start and boundary events for their end, and at event subprocesses', async () => {
    const sub = eventSubprocess(
      'sub',
      signalEvent('s'),
      end('sub-end', { extensions: BOTH }) + flow('sub_start', 'sub-end'),
      {
        interrupting: false,
        startExtensions: ENDS,
      },
    );
    const limit = boundary('limit', 'x', timer('timeDuration', 'PT1M'), { extensions: ENDS });
    await engine.deploy(
      around(task(''), sub + limit).replace(
        '<bpmn:startEvent id="start" >',
        `<bpmn:startEvent id="start"><bpmn:extensionElements>${ENDS}</bpmn:extensionElements>`,
      ),
    );
    const key = await engine.start();
    expect(await engine.work('behind')).toMatchObject({ elementId: 'start' });
    await engine.broadcast('s');
    expect(await engine.work('behind')).toMatchObject({ elementId: 'sub_start' });
    expect(await engine.work('before')).toMatchObject({ elementId: 'sub-end' });
    expect(await engine.work('behind')).toMatchObject({ elementId: 'sub-end' });
    await engine.advance(60_000);
    expect(await engine.work('behind')).toMatchObject({ elementId: 'limit' });
    expect(engine.isActive(key)).toBe(false);
  });

  it('work at a terminate end event before its scope completes', async () => {
    const stop = end('stop', { extensions: BOTH, inside: '<bpmn:terminateEventDefinition />' });
    const split = element('parallelGateway', 'x');
    await engine.deploy(around(split, stop + flow('x', 'stop')));
    const key = await engine.start();
    await engine.work('before');
    expect(await engine.jobs('after')).toEqual([]);
    expect(engine.elements(key)).toEqual(['stop']);
    await engine.work('behind');
    expect(engine.isActive(key)).toBe(false);
  });

  it('work at each inner instance of a multi-instance activity', async () => {
    const each = loop({
      inputCollection: '=[1, 2]',
      inputElement: 'item',
      outputCollection: 'out',
      outputElement: '=made',
    });
    await engine.deploy(around(task(BOTH, each)));
    await engine.start();
    for (const type of ['before', 'work', 'behind']) {
      const jobs = await engine.jobs(type);
      expect(jobs.map(({ variables }) => variables['item'])).toEqual([1, 2]);
      for (const { key, variables } of jobs) {
        const made = type === 'before' ? { made: Number(variables['item']) * 10 } : {};
        await engine.core.submit('completeJob', { key, variables: made });
      }
    }
    expect((await engine.job('after')).variables['out']).toEqual([10, 20]);
  });

  it('raise an incident without retries, and only the failed one works again', async () => {
    const listeners = executionListeners(['start', 'a'], ['start', 'b']);
    await engine.deploy(around(task(listeners)));
    await engine.start();
    await engine.work('a');
    const { key } = await engine.job('b');
    await engine.core.submit('failJob', {
      key,
      retries: 0,
      errorMessage: 'no',
      retryBackoffMs: 0,
      variables: {},
    });
    const incident = engine.incident();
    expect(incident).toMatchObject({
      errorType: 'EXECUTION_LISTENER_NO_RETRIES',
      errorMessage: 'no',
      jobKey: key,
    });
    await engine.core.submit('updateJob', { key, retries: 1 });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(await engine.jobs('a')).toEqual([]);
    await engine.work('b');
    await engine.work('work');
  });

  it('all work again after an incident of an expression', async () => {
    const listeners = executionListeners(['start', 'a'], ['start', '=kind']);
    await engine.deploy(around(task(listeners)));
    const key = await engine.start();
    await engine.work('a');
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'x' });
    await engine.core.submit('setVariables', {
      elementInstanceKey: key,
      variables: { kind: 'b' },
      local: false,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    await engine.work('a');
    await engine.work('b');
    await engine.work('work');
  });

  it('do not work again when what follows them has an incident', async () => {
    const typed = service('x', { type: '=kind', extensions: BOTH });
    await engine.deploy(around(typed));
    const key = await engine.start();
    await engine.work('before');
    const incident = engine.incident();
    await engine.core.submit('setVariables', {
      elementInstanceKey: key,
      variables: { kind: 'work' },
      local: false,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    expect(await engine.jobs('before')).toEqual([]);
    await engine.work('work');
  });

  it('can not throw a BPMN error', async () => {
    await engine.deploy(around(task(STARTS)));
    await engine.start();
    const { key } = await engine.job('before');
    const thrown = { key, errorCode: 'err', errorMessage: '', variables: {} };
    await expect(engine.core.submit('throwError', thrown)).rejects.toMatchObject({ code: 'INVALID_STATE' });
  });

  it.each(['before', 'behind'])('of a cancelled element go with it (%s)', async (type) => {
    await engine.deploy(around(task(BOTH)));
    const key = await engine.start();
    if (type === 'behind') {
      await engine.work('before');
      await engine.work('work');
    }
    await engine.core.submit('cancelInstance', { processInstanceKey: key });
    expect(await engine.jobs(type)).toEqual([]);
    expect(engine.isActive(key)).toBe(false);
  });

  it('for the start work before the events at the boundary are waited for', async () => {
    const limit = boundary('limit', 'x', timer('timeDuration', '=limit'));
    await engine.deploy(around(task(STARTS), limit + service('late') + flow('limit', 'late')));
    await engine.start();
    await engine.advance(60_000);
    await engine.work('before', { limit: 'PT1M' });
    await engine.advance(60_000);
    expect(await engine.jobs('late')).toHaveLength(1);
  });

  it('for the end are skipped by what an interrupting event or an error ends', async () => {
    const inside =
      start('s') + end('throw', { inside: errorEvent('err'), extensions: STARTS }) + flow('s', 'throw');
    const sub = element('subProcess', 'x', { extensions: ENDS, inside });
    await engine.deploy(
      around(sub, boundary('catch', 'x', errorEvent('err')) + service('caught') + flow('catch', 'caught')),
    );
    const key = await engine.start();
    await engine.work('before');
    expect(engine.elements(key)).toEqual(['caught']);
    expect(await engine.jobs('behind')).toEqual([]);
  });
});
