import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  eventSubprocess,
  loop,
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
} from '../../testing/index.ts';

const HOUR = 3_600_000;
const ROOT = message('go', '=key') + message('other', '=key') + signal('sig');
const file = (elements: string, id = 'p'): string => bpmnFile({ id, root: ROOT, elements });
const sub = (id: string, inside: string): string => element('subProcess', id, { inside });

describe('the migration of a process instance', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const migrate = (
    processInstanceKey: string,
    target: string,
    ...pairs: readonly string[]
  ): Promise<unknown> =>
    engine.core.submit('migrateInstance', {
      processInstanceKey,
      targetProcessDefinitionKey: target,
      mappings: pairs.map((pair) => {
        const [sourceElementId = '', targetElementId = ''] = pair.split('>');
        return { sourceElementId, targetElementId };
      }),
    });
  const deploy = async (elements: string, id?: string): Promise<string> => {
    const [item] = await engine.deploy(file(elements, id));
    return item?.key ?? '';
  };
  const refused = async (migration: Promise<unknown>, code: string, text: string): Promise<void> => {
    await expect(migration).rejects.toMatchObject({ code });
    await expect(migration).rejects.toThrow(text);
  };

  it('goes on in the new definition, with its job, its variables and its keys', async () => {
    await deploy(start() + service('a') + end() + chain('start', 'a', 'end'));
    const instance = await engine.start('p', { v: 1 });
    const job = await engine.job('a');
    const target = await deploy(start() + service('c') + service('d') + chain('start', 'c', 'd'));
    const before = engine.view(instance, 'a');
    await migrate(instance, target, 'a>c');
    expect(engine.view(instance, 'c')).toMatchObject({ key: before.key, processDefinitionKey: target });
    expect(engine.core.queries.processInstance(instance)).toMatchObject({ version: 2 });
    await engine.core.submit('completeJob', { key: job.key, variables: { w: 2 } });
    expect(await engine.job('d')).toMatchObject({
      variables: { v: 1, w: 2 },
      processDefinitionKey: target,
      processVersion: 2,
    });
  });

  it('goes into another process, which can then not be deleted, whereas the old one can', async () => {
    const source = await deploy(start() + service('a') + chain('start', 'a'));
    const instance = await engine.start();
    const target = await deploy(start() + service('b') + service('z') + chain('start', 'b', 'z'), 'q');
    await migrate(instance, target, 'a>b');
    expect(engine.core.queries.processInstance(instance)).toMatchObject({ processId: 'q' });
    await engine.core.submit('deleteResource', { resourceKey: source });
    await expect(engine.core.submit('deleteResource', { resourceKey: target })).rejects.toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await engine.job('a')).toMatchObject({ elementId: 'b', processId: 'q' });
  });

  it('takes user tasks and incidents along', async () => {
    await deploy(
      start() +
        userTask('a', { extensions: '<zeebe:assignmentDefinition assignee="ann" />' }) +
        service('w', { type: '=kind' }) +
        '<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="a" />' +
        '<bpmn:sequenceFlow id="f2" sourceRef="start" targetRef="w" />',
    );
    const instance = await engine.start();
    const incident = engine.incident();
    const target = await deploy(
      start() + userTask('a2') + service('w2') + end() + chain('start', 'a2', 'end') + chain('w2', 'end'),
    );
    const taskKeys = [1, 2, 3, 4].map((offset) => String(Number(engine.view(instance, 'a').key) + offset));
    const task = taskKeys.map((key) => engine.core.queries.userTask(key)).find((found) => found);
    await migrate(instance, target, 'a>a2', 'w>w2');
    expect(engine.core.queries.userTask(task?.key ?? '')).toMatchObject({
      elementId: 'a2',
      assignee: 'ann',
      processDefinitionKey: target,
    });
    expect(engine.incident()).toMatchObject({ key: incident.key, elementId: 'w2' });
    await engine.core.submit('resolveIncident', { key: incident.key });
    await engine.work('w2');
    await engine.core.submit('completeUserTask', { key: task?.key ?? '', variables: {}, action: '' });
    expect(engine.isActive(instance)).toBe(false);
  });

  const withTimer = (duration: string, timerId: string, next: string): string =>
    start() +
    service('a') +
    chain('start', 'a') +
    boundary(timerId, 'a', timer('timeDuration', duration)) +
    service(next) +
    chain(timerId, next);

  it('keeps the subscription of a catch event that is mapped', async () => {
    await deploy(withTimer('PT1H', 't1', 'old'));
    const instance = await engine.start();
    const target = await deploy(withTimer('PT5H', 't2', 'new'));
    await engine.advance(HOUR / 2);
    await migrate(instance, target, 'a>a', 't1>t2');
    await engine.reopen();
    await engine.advance(HOUR / 2);
    expect(engine.elements(instance)).toEqual(['new']);
  });

  it('closes that of one which is not mapped, and opens that of the new one', async () => {
    await deploy(withTimer('PT1H', 't1', 'old'));
    const instance = await engine.start();
    const target = await deploy(withTimer('PT5H', 't1', 'new'));
    await migrate(instance, target, 'a>a');
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['a']);
    await engine.advance(4 * HOUR);
    expect(engine.elements(instance)).toEqual(['new']);
  });

  it('adds and removes event subprocesses, and keeps the one that is mapped', async () => {
    const body = start() + service('a') + chain('start', 'a');
    const part = (id: string, name: string): string =>
      eventSubprocess(id, messageEvent(name), service(`in-${id}`) + chain(`${id}_start`, `in-${id}`), {
        interrupting: false,
      });
    await deploy(body + part('one', 'go') + part('two', 'other'));
    const instance = await engine.start('p', { key: 'k' });
    const target = await deploy(
      body +
        part('uno', 'other') +
        eventSubprocess('three', signalEvent('sig'), service('in-three') + chain('three_start', 'in-three')),
    );
    await migrate(instance, target, 'a>a', 'one_start>uno_start');
    await engine.publish('other', 'k');
    expect(engine.elements(instance)).toEqual(['a']);
    // The subscription is the old one, with its name.
    await engine.publish('go', 'k');
    expect(engine.elements(instance)).toEqual(['a', 'uno', 'in-uno']);
    await engine.core.submit('broadcastSignal', { signalName: 'sig', variables: {} });
    expect(engine.elements(instance)).toEqual(['three', 'in-three']);
  });

  it('correlates what is buffered with a subscription that it opens', async () => {
    await deploy(start() + service('a') + chain('start', 'a'));
    const instance = await engine.start('p', { key: 'k' });
    await engine.publish('go', 'k', { timeToLiveMs: HOUR });
    const target = await deploy(
      start() +
        service('a') +
        chain('start', 'a') +
        boundary('m', 'a', messageEvent('go')) +
        service('b') +
        chain('m', 'b'),
    );
    await migrate(instance, target, 'a>a');
    expect(engine.elements(instance)).toEqual(['b']);
  });

  it('takes scopes, multi-instance bodies and waiting tokens along', async () => {
    const model = (x: string): string =>
      start() +
      element('parallelGateway', `fork${x}`) +
      sub(
        `sub${x}`,
        start(`s${x}`) +
          service(`many${x}`, { type: 'many', inside: loop({ inputCollection: '=[1,2]' }) }) +
          chain(`s${x}`, `many${x}`),
      ) +
      element('manualTask', `quick${x}`) +
      element('parallelGateway', `join${x}`) +
      service(`after${x}`) +
      chain('start', `fork${x}`) +
      ['sub', 'quick']
        .map(
          (id) =>
            `<bpmn:sequenceFlow id="to_${id}" sourceRef="fork${x}" targetRef="${id}${x}" /><bpmn:sequenceFlow id="from_${id}" sourceRef="${id}${x}" targetRef="join${x}" />`,
        )
        .join('') +
      chain(`join${x}`, `after${x}`);
    await deploy(model(''));
    const instance = await engine.start();
    const target = await deploy(model('2'));
    await refused(
      migrate(instance, target, 'sub>sub2', 'many>many2'),
      'INVALID_STATE',
      'joining gateway <join>',
    );
    await migrate(instance, target, 'sub>sub2', 'many>many2', 'join>join2');
    expect(engine.elements(instance)).toEqual(['sub2', 'many2', 'many2', 'many2']);
    for (const { key } of await engine.jobs('many'))
      await engine.core.submit('completeJob', { key, variables: {} });
    expect(engine.elements(instance)).toEqual(['after2']);
  });

  it('leaves a called process as it is, which completes its migrated caller', async () => {
    const call = (id: string): string =>
      element('callActivity', id, {
        extensions:
          '<zeebe:calledElement processId="child" propagateAllChildVariables="true" propagateAllParentVariables="true" />',
      });
    await deploy(start() + service('work') + chain('start', 'work'), 'child');
    await deploy(start() + call('c') + chain('start', 'c'));
    const instance = await engine.start();
    const target = await deploy(start() + call('c2') + service('done') + chain('start', 'c2', 'done'));
    await migrate(instance, target, 'c>c2');
    await engine.work('work', { r: 1 });
    expect((await engine.job('done')).variables).toEqual({ r: 1 });
  });

  describe('is refused', () => {
    let instance: string;
    let target: string;
    beforeEach(async () => {
      await deploy(
        start() +
          service('a') +
          chain('start', 'a') +
          boundary('t', 'a', timer('timeDuration', 'PT1H')) +
          boundary('m', 'a', messageEvent('go')) +
          end() +
          chain('t', 'end') +
          '<bpmn:sequenceFlow id="m_end" sourceRef="m" targetRef="end" />',
      );
      instance = await engine.start('p', { key: 'k' });
      target = await deploy(
        start() +
          service('a') +
          service('b') +
          userTask('u') +
          service('many', { inside: loop({ inputCollection: '=[1]' }) }) +
          sub('sub', start('s') + service('in') + chain('s', 'in')) +
          chain('start', 'a', 'b', 'u', 'many', 'sub') +
          boundary('ta', 'a', timer('timeDuration', 'PT1H')) +
          boundary('tb', 'b', timer('timeDuration', 'PT1H')) +
          boundary('ma', 'a', messageEvent('go')) +
          end() +
          ['ta', 'tb', 'ma']
            .map((id) => `<bpmn:sequenceFlow id="${id}_end" sourceRef="${id}" targetRef="end" />`)
            .join(''),
        'q',
      );
    });

    it.each([
      ['an active element without a mapping', [], 'INVALID_STATE', '<a> is not mapped'],
      ['a source twice', ['a>a', 'a>b'], 'INVALID_ARGUMENT', 'mapped twice'],
      ['an unknown source', ['a>a', 'zz>b'], 'INVALID_ARGUMENT', '<zz> to migrate from'],
      ['an unknown target', ['a>zz'], 'INVALID_ARGUMENT', '<zz> to migrate to'],
      ['another type', ['a>u'], 'INVALID_STATE', 'type was <SERVICE_TASK>'],
      ['a multi-instance that was none', ['a>many'], 'INVALID_STATE', 'multi-instance was <no>'],
      ['another scope', ['a>in'], 'INVALID_STATE', 'scope can not change'],
      ['an event that is detached', ['a>a', 't>tb'], 'INVALID_STATE', 'does not belong to <a>'],
      ['an event of another kind', ['a>a', 't>ma'], 'INVALID_STATE', 'BOUNDARY_EVENT timer'],
      ['two events that become one', ['a>a', 't>ta', 'm>ta'], 'INVALID_STATE', 'can not both become <ta>'],
    ])('for %s', async (_what, pairs, code, text) => {
      await refused(migrate(instance, target, ...pairs), code, text);
      expect(engine.view(instance, 'a').processId).toBe('p');
      await engine.advance(HOUR);
      expect(engine.isActive(instance)).toBe(false);
    });

    it('where there is no such instance or definition', async () => {
      await refused(migrate('1', target, 'a>a'), 'NOT_FOUND', '<1>');
      await refused(migrate(instance, '1', 'a>a'), 'NOT_FOUND', '<1>');
    });
  });

  it('is refused when a new event can not be evaluated, and then nothing has changed', async () => {
    await deploy(withTimer('PT1H', 't1', 'old'));
    const instance = await engine.start();
    const target = await deploy(withTimer('=missing', 't1', 'new'));
    await refused(migrate(instance, target, 'a>a'), 'INVALID_STATE', 'the timer of <t1>');
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['old']);
  });

  it('is refused while a token takes a sequence flow', async () => {
    const counting = element('scriptTask', 'count', {
      extensions: '<zeebe:script expression="=n + 1" resultVariable="n" />',
    });
    const model =
      start() +
      counting +
      element('exclusiveGateway', 'enough', { attributes: 'default="enough_a"' }) +
      service('a') +
      chain('start', 'count', 'enough', 'a') +
      '<bpmn:sequenceFlow id="again" sourceRef="enough" targetRef="count"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=n &lt; 1500</bpmn:conditionExpression></bpmn:sequenceFlow>';
    await deploy(model);
    const target = await deploy(model, 'q');
    const instance = await engine.start('p', { n: 0 });
    await refused(migrate(instance, target, 'a>a'), 'INVALID_STATE', 'takes a sequence flow');
    await engine.core.settled();
    await migrate(instance, target, 'a>a');
    expect((await engine.work('a')).variables).toEqual({ n: 1500 });
  });

  it('is refused where the implementation changes', async () => {
    await deploy(start() + userTask('u') + chain('start', 'u'));
    const instance = await engine.start();
    const target = await deploy(start() + element('userTask', 'u') + chain('start', 'u'));
    await refused(migrate(instance, target, 'u>u'), 'INVALID_STATE', 'native user task');
  });
});
