import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActivateInstruction, Variables } from '../commands.ts';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  loop,
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  timer,
  type TestEngine,
} from '../../testing/index.ts';

const inner = (id: string, inside: string, attributes = ''): string =>
  element('subProcess', id, { inside, attributes });

const MODEL = bpmnFile({
  root: message('go', '=key') + message('stop', '="s"'),
  elements: [
    start(),
    service('a'),
    element('intermediateCatchEvent', 'wait', { inside: messageEvent('go') }),
    service('c', {
      extensions: '<zeebe:ioMapping><zeebe:input source="=given" target="seen" /></zeebe:ioMapping>',
    }),
    end(),
    chain('start', 'a', 'wait', 'c', 'end'),
    boundary('edge', 'c', timer('timeDuration', 'PT1H'), { interrupting: false }),
    service('late'),
    chain('edge', 'late'),
    inner(
      'outer',
      start('s1') +
        inner('deep', start('s2') + service('d1') + service('d2') + chain('s2', 'd1', 'd2')) +
        service('beside') +
        chain('s1', 'deep') +
        inner(
          'event',
          element('startEvent', 's3', {
            inside: messageEvent('stop'),
            attributes: 'isInterrupting="false"',
          }) +
            service('e1') +
            chain('s3', 'e1'),
          'triggeredByEvent="true"',
        ),
    ),
    service('many', { inside: loop({ inputCollection: '=[1, 2]' }) }),
    element('subProcess', 'each', {
      inside: start('s4') + service('in-each') + chain('s4', 'in-each') + loop({ inputCollection: '=[1]' }),
    }),
    element('eventBasedGateway', 'gateway'),
    element('intermediateCatchEvent', 'after-gateway', { inside: timer('timeDuration', 'PT1H') }),
    element('intermediateCatchEvent', 'after-gateway-2', { inside: messageEvent('go') }),
    chain('gateway', 'after-gateway'),
    '<bpmn:sequenceFlow id="g2" sourceRef="gateway" targetRef="after-gateway-2" />',
  ].join(''),
});

describe('the modification of a process instance', () => {
  let engine: TestEngine;
  let instance: string;
  beforeEach(async () => {
    engine = await openTestEngine();
    await engine.deploy(MODEL);
    instance = await engine.start('p', { key: 'k' });
  });
  afterEach(() => engine.close());

  type Activation = Partial<ActivateInstruction> & { readonly elementId: string };
  const at = (elementId: string, ...variables: readonly (readonly [Variables, string?])[]): Activation => ({
    elementId,
    variableInstructions: variables.map(([values, scopeId]) => ({
      variables: values,
      ...(scopeId === undefined ? {} : { scopeId }),
    })),
  });
  const modify = (
    activate: readonly Activation[],
    terminate: readonly string[] = [],
    processInstanceKey = instance,
  ): Promise<unknown> =>
    engine.core.submit('modifyInstance', {
      processInstanceKey,
      activate: activate.map((instruction) => ({ variableInstructions: [], ...instruction })),
      terminate,
    });
  const key = (elementId: string): string => engine.view(instance, elementId).key;

  it('moves a token: activates before it terminates', async () => {
    await engine.work('a');
    await modify([at('c')], [key('wait')]);
    expect(engine.elements(instance)).toEqual(['c']);
    await engine.publish('go', 'k');
    await engine.advance(3_600_000);
    expect(engine.elements(instance)).toEqual(['c', 'late']);
    await engine.work('late');
    await engine.work('c');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('cancels the job of what it terminates, and ends an instance that has nothing left', async () => {
    await modify([], [key('a')]);
    expect(engine.isActive(instance)).toBe(false);
    expect(await engine.jobs('a')).toEqual([]);
  });

  it('sets variables of the instance and of the element before the element sees them', async () => {
    await modify([at('c', [{ given: 7 }], [{ mine: 1 }, 'c'])], [key('a')]);
    expect((await engine.job('c')).variables).toEqual({ key: 'k', given: 7, seen: 7, mine: 1 });
  });

  it('makes the scopes around an element, with their events and without their starts', async () => {
    await modify([at('d2', [{ local: 1 }, 'deep'])], [key('a')]);
    expect(engine.elements(instance)).toEqual(['outer', 'deep', 'd2']);
    const job = await engine.job('d2');
    expect(job.variables).toEqual({ key: 'k', local: 1 });
    await engine.publish('stop', 's');
    expect(engine.elements(instance)).toEqual(['outer', 'deep', 'd2', 'event', 'e1']);
    await engine.work('e1');
    await engine.core.submit('completeJob', { key: job.key, variables: {} });
    expect(engine.isActive(instance)).toBe(false);
  });

  it('enters the instance of a scope that is there, also one that it has just made', async () => {
    await modify([at('d1'), at('d2'), at('beside', [{ local: 2 }, 'outer'])]);
    expect(engine.elements(instance)).toEqual(['a', 'outer', 'deep', 'd1', 'd2', 'beside']);
    expect((await engine.job('d1')).variables).toEqual({ key: 'k', local: 2 });
  });

  it('asks which instance of a scope is meant when there are several', async () => {
    await modify([at('outer'), at('outer')]);
    const [first] = engine.views(instance).filter(({ elementId }) => elementId === 'outer');
    await expect(modify([at('beside')])).rejects.toThrow('2 active instances');
    await modify([{ ...at('beside'), ancestorElementInstanceKey: first?.key ?? '' }]);
    await modify([{ ...at('d2'), ancestorElementInstanceKey: first?.key ?? '' }]);
    const ids = engine.elements(instance);
    expect(ids.filter((id) => id === 'deep')).toHaveLength(3);
    expect(ids.filter((id) => id === 'beside')).toHaveLength(1);
    await expect(modify([{ ...at('beside'), ancestorElementInstanceKey: key('a') }])).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('terminates the scopes that get empty, and lets the others be', async () => {
    await modify([at('d1')]);
    await modify([], [key('d1')]);
    expect(engine.elements(instance)).toEqual(['a']);
    await modify([at('d1'), at('beside')]);
    await modify([], [key('deep')]);
    expect(engine.elements(instance)).toEqual(['a', 'outer', 'beside']);
  });

  it('activates event subprocesses and multi-instance activities as a whole', async () => {
    await modify([at('event'), at('many')], [key('a')]);
    expect(await engine.jobs('many')).toHaveLength(2);
    expect(engine.elements(instance)).toEqual(['outer', 'event', 'many', 'many', 'many', 'e1']);
  });

  it('terminates several instances of a multi-instance, and its body with the last', async () => {
    await modify([at('many')]);
    const [, one, two] = engine.views(instance).filter(({ elementId }) => elementId === 'many');
    await modify([], [one?.key ?? '', two?.key ?? '']);
    expect(engine.elements(instance)).toEqual(['a']);
  });

  it.each([
    ['a start event', 'start', 'START_EVENT'],
    ['a boundary event', 'edge', 'BOUNDARY_EVENT'],
    ['an event of an event-based gateway', 'after-gateway', 'event-based gateway'],
    ['an element inside of a multi-instance', 'in-each', 'multi-instance <each>'],
    ['the process', 'p', 'PROCESS'],
    ['a sequence flow', 'start_a', 'no such element'],
    ['an unknown element', 'nothing', 'no such element'],
  ])('refuses to activate %s', async (_what, elementId, reason) => {
    const refused = modify([at('c'), at(elementId)], [key('a')]);
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(refused).rejects.toThrow(reason);
    expect(engine.elements(instance)).toEqual(['a']);
  });

  it('does all or nothing', async () => {
    const other = await engine.start('p', { key: 'x' });
    for (const wrong of ['1', other, engine.view(other, 'a').key])
      await expect(modify([at('c', [{ given: 1 }])], [key('a'), wrong])).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    await expect(modify([at('c', [{}, 'outer'])])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(modify([at('c')], [], '1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(engine.elements(instance)).toEqual(['a']);
    const [job] = await engine.jobs('a');
    expect(job?.variables).toEqual({ key: 'k' });
  });

  it('can not end the last element of a called process, but that of its caller', async () => {
    const calling = element('callActivity', 'call', {
      extensions:
        '<zeebe:calledElement processId="p" propagateAllChildVariables="true" propagateAllParentVariables="true" />',
    });
    await engine.deploy(bpmnFile({ id: 'caller', elements: start() + calling + chain('start', 'call') }));
    const caller = await engine.start('caller', { key: 'y' });
    const called = (await engine.jobs('a')).find(({ variables }) => variables['key'] === 'y');
    const child = called?.processInstanceKey ?? '';
    const [inside] = engine.views(child);
    await expect(modify([], [inside?.key ?? ''], child)).rejects.toMatchObject({ code: 'INVALID_STATE' });
    await modify([], [engine.view(caller, 'call').key], caller);
    expect([engine.isActive(child), engine.isActive(caller)]).toEqual([false, false]);
  });

  it('resolves the incident of what it terminates', async () => {
    const broken = await engine.start('p');
    const [job] = (await engine.jobs('a')).filter(({ processInstanceKey }) => processInstanceKey === broken);
    await engine.core.submit('completeJob', { key: job?.key ?? '', variables: {} });
    expect(engine.incident().elementId).toBe('wait');
    await modify([at('c')], [engine.view(broken, 'wait').key], broken);
    expect(engine.core.queries.incidents(null, 10)).toEqual([]);
    expect(engine.elements(broken)).toEqual(['c']);
  });
});
