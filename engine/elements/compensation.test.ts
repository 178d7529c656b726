import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  boundary,
  chain,
  element,
  error,
  errorEvent,
  eventSubprocess,
  loop,
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

/** What makes an activity one that can be undone: its boundary event, its handler, and their association. */
const undo = (
  id: string,
  handler = service(`undo-${id}`, { attributes: 'isForCompensation="true"' }),
): string =>
  boundary(`${id}-undone`, id, '<bpmn:compensateEventDefinition />') +
  handler +
  `<bpmn:association id="${id}-by" associationDirection="One" sourceRef="${id}-undone" targetRef="undo-${id}" />`;

const compensate = (id: string, activityRef?: string, type = 'intermediateThrowEvent'): string =>
  element(type, id, {
    inside: `<bpmn:compensateEventDefinition ${activityRef === undefined ? '' : `activityRef="${activityRef}"`} />`,
  });

const sub = (id: string, inside: string): string => element('subProcess', id, { inside });

describe('compensation', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const deploy = (...elements: readonly string[]): Promise<unknown> =>
    engine.deploy(
      bpmnFile({
        root: message('go', '="k"') + error('bad'),
        elements: elements.join(''),
      }),
    );
  const run = async (type: string, variables = {}): Promise<void> => {
    await engine.work(type, variables);
  };

  it('invokes the handlers of what has completed, at once, and waits for all of them', async () => {
    await deploy(
      start(),
      service('a'),
      service('b'),
      compensate('back'),
      service('after'),
      chain('start', 'a', 'b', 'back', 'after'),
      undo('a'),
      undo('b'),
    );
    const instance = await engine.start();
    await run('a');
    await run('b');
    expect([...engine.elements(instance)].sort()).toEqual(['back', 'undo-a', 'undo-b']);
    await engine.reopen();
    await run('undo-a', { undone: true });
    expect(engine.elements(instance)).toEqual(['back', 'undo-b']);
    await run('undo-b');
    expect((await engine.job('after')).variables).toEqual({ undone: true });
  });

  it('passes where nothing is to be compensated, and compensates nothing twice', async () => {
    await deploy(
      start(),
      compensate('early'),
      service('a'),
      compensate('first'),
      compensate('second'),
      service('after'),
      chain('start', 'early', 'a', 'first', 'second', 'after'),
      undo('a'),
    );
    const instance = await engine.start();
    await run('a');
    await run('undo-a');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('leaves alone what is active or was terminated', async () => {
    await deploy(
      start(),
      service('a'),
      service('b'),
      compensate('back'),
      '<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="a" />',
      '<bpmn:sequenceFlow id="f2" sourceRef="start" targetRef="b" />',
      '<bpmn:sequenceFlow id="f3" sourceRef="start" targetRef="wait" />',
      element('intermediateCatchEvent', 'wait', { inside: messageEvent('go') }),
      chain('wait', 'back'),
      boundary('stopped', 'b', errorEvent('bad')),
      undo('a'),
      undo('b'),
    );
    const instance = await engine.start();
    const { key } = await engine.job('b');
    await engine.core.submit('throwError', { key, errorCode: 'bad', errorMessage: '', variables: {} });
    await engine.publish('go', 'k');
    expect(engine.elements(instance)).toEqual(['a']);
  });

  it('invokes a handler as often as its activity has completed', async () => {
    await deploy(
      start(),
      service('a'),
      element('exclusiveGateway', 'again', { attributes: 'default="again_back"' }),
      compensate('back', undefined, 'endEvent'),
      chain('start', 'a', 'again', 'back'),
      '<bpmn:sequenceFlow id="again_a" sourceRef="again" targetRef="a"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=more</bpmn:conditionExpression></bpmn:sequenceFlow>',
      undo('a'),
    );
    const instance = await engine.start();
    await run('a', { more: true });
    await run('a', { more: false });
    const jobs = await engine.jobs('undo-a');
    expect(jobs).toHaveLength(2);
    for (const { key } of jobs) await engine.core.submit('completeJob', { key, variables: {} });
    expect(engine.isActive(instance)).toBe(false);
  });

  it('can be for one activity only', async () => {
    await deploy(
      start(),
      service('a'),
      service('b'),
      compensate('back-a', 'a'),
      compensate('back'),
      chain('start', 'a', 'b', 'back-a', 'back'),
      undo('a'),
      undo('b'),
    );
    const instance = await engine.start();
    await run('a');
    await run('b');
    expect(engine.elements(instance)).toEqual(['back-a', 'undo-a']);
    await run('undo-a');
    expect(engine.elements(instance)).toEqual(['back', 'undo-b']);
  });

  it('goes into completed subprocesses at any depth, with what they knew', async () => {
    const deep = sub('deep', start('s2') + service('b') + chain('s2', 'b') + undo('b'));
    await deploy(
      start(),
      element('subProcess', 'outer', {
        extensions: '<zeebe:ioMapping><zeebe:input source="=7" target="local" /></zeebe:ioMapping>',
        inside: start('s1') + service('a') + deep + chain('s1', 'a', 'deep') + undo('a'),
      }),
      compensate('back'),
      chain('start', 'outer', 'back'),
      undo('outer'),
    );
    const instance = await engine.start();
    await run('a');
    await run('b');
    expect([...engine.elements(instance)].sort()).toEqual(['back', 'undo-a', 'undo-b', 'undo-outer']);
    expect((await engine.job('undo-b')).variables).toEqual({ local: 7 });
  });

  it('does not leave its subprocess, and does not go into an active one', async () => {
    await deploy(
      start(),
      service('a'),
      sub('inner', start('s1') + service('b') + compensate('back') + chain('s1', 'b', 'back') + undo('b')),
      chain('start', 'a', 'inner'),
      undo('a'),
      sub('other', start('s2') + service('c') + service('d') + chain('s2', 'c', 'd') + undo('c')),
      '<bpmn:sequenceFlow id="f2" sourceRef="start" targetRef="other" />',
      '<bpmn:sequenceFlow id="f3" sourceRef="start" targetRef="wait" />',
      element('intermediateCatchEvent', 'wait', { inside: messageEvent('go') }),
      compensate('back-all'),
      chain('wait', 'back-all'),
    );
    const instance = await engine.start();
    await run('a');
    await run('b');
    await run('c');
    expect([...engine.elements(instance)].sort()).toEqual(
      ['back', 'd', 'inner', 'other', 'undo-b', 'wait'].sort(),
    );
    await engine.publish('go', 'k');
    expect([...engine.elements(instance)].sort()).toEqual(
      ['back', 'back-all', 'd', 'inner', 'other', 'undo-a', 'undo-b'].sort(),
    );
  });

  it('stops at call activities, which can be undone as a whole', async () => {
    await engine.deploy(
      bpmnFile({ id: 'child', elements: start() + service('a') + chain('start', 'a') + undo('a') }),
    );
    await deploy(
      start(),
      element('callActivity', 'call', {
        extensions:
          '<zeebe:calledElement processId="child" propagateAllChildVariables="true" propagateAllParentVariables="true" />',
      }),
      compensate('back'),
      chain('start', 'call', 'back'),
      undo('call'),
    );
    const instance = await engine.start();
    await run('a');
    expect(engine.elements(instance)).toEqual(['back', 'undo-call']);
  });

  it('undoes a multi-instance once, and only when all of it has completed', async () => {
    await deploy(
      start(),
      service('many', { inside: loop({ inputCollection: '=[1, 2]' }) }),
      compensate('back'),
      chain('start', 'many', 'back'),
      undo('many'),
    );
    const instance = await engine.start();
    for (const { key } of await engine.jobs('many'))
      await engine.core.submit('completeJob', { key, variables: {} });
    expect(engine.elements(instance)).toEqual(['back', 'undo-many']);
  });

  it('may have subprocesses and multi-instances as handlers, which see the items', async () => {
    const handler = service('undo-many', {
      attributes: 'isForCompensation="true"',
      inside: loop({ inputCollection: '=items', inputElement: 'item' }),
    });
    await deploy(
      start(),
      service('many', {
        inside: loop({
          inputCollection: '=[1, 2]',
          outputCollection: 'items',
          outputElement: '=loopCounter',
        }),
      }),
      service('a'),
      compensate('back'),
      service('after'),
      chain('start', 'many', 'a', 'back', 'after'),
      undo('many', handler),
      undo(
        'a',
        element('subProcess', 'undo-a', {
          attributes: 'isForCompensation="true"',
          inside: start('s1') + service('x') + chain('s1', 'x'),
        }),
      ),
    );
    const instance = await engine.start();
    for (const { key } of await engine.jobs('many'))
      await engine.core.submit('completeJob', { key, variables: {} });
    await run('a');
    const jobs = await engine.jobs('undo-many');
    expect(jobs.map(({ variables }) => variables['item'])).toEqual([1, 2]);
    for (const { key } of jobs) await engine.core.submit('completeJob', { key, variables: {} });
    expect(engine.elements(instance)).toEqual(['back', 'undo-a', 'x']);
    await run('x');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('compensates the scope around an event subprocess that has interrupted it', async () => {
    await deploy(
      start(),
      service('a'),
      service('b'),
      chain('start', 'a', 'b'),
      undo('a'),
      undo('b'),
      eventSubprocess(
        'failed',
        errorEvent('bad'),
        compensate('back') + service('report') + chain('failed_start', 'back', 'report'),
      ),
    );
    const instance = await engine.start();
    await run('a');
    const { key } = await engine.job('b');
    await engine.core.submit('throwError', { key, errorCode: 'bad', errorMessage: '', variables: {} });
    expect(engine.elements(instance)).toEqual(['failed', 'back', 'undo-a']);
    await run('undo-a');
    await run('report');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('ends with the process instance that is cancelled', async () => {
    await deploy(start(), service('a'), compensate('back'), chain('start', 'a', 'back'), undo('a'));
    const instance = await engine.start();
    await run('a');
    await engine.core.submit('cancelInstance', { processInstanceKey: instance });
    expect(engine.isActive(instance)).toBe(false);
    expect(await engine.jobs('undo-a')).toEqual([]);
  });

  it('is migrated where its boundary event is mapped', async () => {
    const model = (id: string): readonly string[] => [
      start(),
      service(id),
      service('wait'),
      compensate('back'),
      chain('start', id, 'wait', 'back'),
      undo(id),
    ];
    await deploy(...model('a'));
    const [one, two] = [await engine.start(), await engine.start()];
    for (const { key } of await engine.jobs('a'))
      await engine.core.submit('completeJob', { key, variables: {} });
    const [item] = (await deploy(...model('z'))) as readonly { readonly key: string }[];
    const migrate = (processInstanceKey: string, ...mapped: readonly (readonly [string, string])[]) =>
      engine.core.submit('migrateInstance', {
        processInstanceKey,
        targetProcessDefinitionKey: item?.key ?? '',
        mappings: mapped.map(([sourceElementId, targetElementId]) => ({ sourceElementId, targetElementId })),
      });
    await migrate(one, ['wait', 'wait'], ['a-undone', 'z-undone']);
    await migrate(two, ['wait', 'wait']);
    for (const { key } of await engine.jobs('wait'))
      await engine.core.submit('completeJob', { key, variables: {} });
    expect(engine.elements(one)).toEqual(['back', 'undo-z']);
    expect(engine.isActive(two)).toBe(false);
  });

  it.each([
    ['a handler in the flow', undo('a') + chain('undo-a', 'b'), 'must not have incoming or outgoing flows'],
    [
      'an event without a handler',
      boundary('x', 'a', '<bpmn:compensateEventDefinition />'),
      'an association',
    ],
    ['a handler without its mark', undo('a', service('undo-a')), 'not marked as a compensation handler'],
    [
      'two handlers',
      undo('a') + '<bpmn:association id="more" sourceRef="a-undone" targetRef="b" />',
      'exactly one',
    ],
    [
      'two events',
      undo('a') + undo('a').replaceAll('"a-', '"a2-').replaceAll('undo-a', 'undo-a2'),
      'same compensation',
    ],
    ['an unknown activity', undo('a') + compensate('t', 'nothing'), 'unresolved reference <nothing>'],
    ['an activity that has no handler', compensate('t', 'b'), 'has no compensation boundary event'],
    [
      'an activity of another scope',
      sub('s', start('s1') + compensate('t', 'a')) + undo('a'),
      'not in the scope',
    ],
    ['a start event', eventSubprocess('e', '<bpmn:compensateEventDefinition />', ''), 'not allowed'],
  ])('refuses %s', async (_what, elements, reason) => {
    await expect(deploy(start(), service('a'), service('b'), chain('start', 'a'), elements)).rejects.toThrow(
      reason,
    );
  });
});
