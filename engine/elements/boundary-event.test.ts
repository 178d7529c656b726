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
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  timer,
  userTask,
  type TestEngine,
} from '../testing/index.ts';

const HOUR = 3_600_000;

describe('boundary events', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const withBoundary = (inside: string, interrupting: boolean, root = '', extensions = ''): string =>
    bpmnFile({
      root,
      elements: [
        start(),
        service('task'),
        boundary('event', 'task', inside, { interrupting, extensions }),
        service('caught'),
        end(),
        chain('start', 'task', 'end'),
        chain('event', 'caught'),
      ].join(''),
    });

  it('interrupts its activity by a timer', async () => {
    await engine.deploy(withBoundary(timer('timeDuration', 'PT1H'), true));
    const instance = await engine.start();
    const { key } = await engine.job('task');
    await engine.advance(HOUR - 1);
    expect(engine.elements(instance)).toEqual(['task']);
    await engine.advance(1);
    expect(engine.elements(instance)).toEqual(['caught']);
    await expect(engine.core.submit('completeJob', { key, variables: {} })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await engine.work('caught');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('is closed when its activity completes first', async () => {
    await engine.deploy(withBoundary(timer('timeDuration', 'PT1H'), true));
    const instance = await engine.start();
    await engine.work('task');
    await engine.advance(2 * HOUR);
    expect(engine.isActive(instance)).toBe(false);
    expect(await engine.jobs('caught')).toEqual([]);
  });

  it('fires a cycle beside its activity as often as it says', async () => {
    await engine.deploy(withBoundary(timer('timeCycle', 'R3/PT1H'), false));
    const instance = await engine.start();
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['task', 'caught']);
    await engine.advance(HOUR);
    await engine.advance(HOUR);
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['task', 'caught', 'caught', 'caught']);
    for (const { key } of await engine.jobs('caught'))
      await engine.core.submit('completeJob', { key, variables: {} });
    await engine.work('task');
    expect(engine.isActive(instance)).toBe(false);
  });

  it('catches every message beside its activity, the buffered ones in their order', async () => {
    await engine.deploy(withBoundary(messageEvent('note'), false, message('note', '=id')));
    await engine.publish('note', '7', { timeToLiveMs: HOUR, variables: { n: 1 } });
    const instance = await engine.start('p', { id: 7 });
    expect(engine.elements(instance)).toEqual(['task', 'caught']);
    await engine.publish('note', '7');
    expect(engine.elements(instance)).toEqual(['task', 'caught', 'caught']);
  });

  it('maps what its message brought, in the scope around the activity', async () => {
    const outputs = mapping({ outputs: [['=text', 'note']] });
    await engine.deploy(withBoundary(messageEvent('note'), true, message('note', '=id'), outputs));
    await engine.start('p', { id: 'a' });
    await engine.publish('note', 'a', { variables: { text: 'hello', other: 1 } });
    expect((await engine.job('caught')).variables).toEqual({ id: 'a', note: 'hello' });
  });

  it('catches the error of its code before the one that catches all', async () => {
    await engine.deploy(
      bpmnFile({
        root: error('known'),
        elements: [
          start(),
          service('task'),
          boundary('any', 'task', errorEvent()),
          boundary('one', 'task', errorEvent('known')),
          service('all'),
          service('exact'),
          chain('start', 'task'),
          chain('any', 'all'),
          chain('one', 'exact'),
        ].join(''),
      }),
    );
    const first = await engine.start();
    const { key } = await engine.job('task');
    await engine.core.submit('throwError', {
      key,
      errorCode: 'known',
      errorMessage: '',
      variables: { detail: 1 },
    });
    expect(engine.elements(first)).toEqual(['exact']);
    expect((await engine.job('exact')).variables).toEqual({ detail: 1 });
    const second = await engine.start();
    const other = await engine.job('task');
    await engine.core.submit('throwError', {
      key: other.key,
      errorCode: 'else',
      errorMessage: '',
      variables: {},
    });
    expect(engine.elements(second)).toEqual(['all']);
  });

  it('leaves an error that nothing catches to an incident, after which the job is tried again', async () => {
    await engine.deploy(withBoundary(errorEvent('known'), true, error('known')));
    const instance = await engine.start();
    const { key } = await engine.job('task');
    await engine.core.submit('throwError', { key, errorCode: 'other', errorMessage: 'oh', variables: {} });
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'UNHANDLED_ERROR_EVENT', elementId: 'task', jobKey: key });
    await engine.core.submit('resolveIncident', { key: incident.key });
    await engine.core.submit('throwError', {
      key: (await engine.job('task')).key,
      errorCode: 'known',
      errorMessage: '',
      variables: {},
    });
    expect(engine.elements(instance)).toEqual(['caught']);
  });

  it('interrupts a subprocess with all that is inside', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('subProcess', 'sub', {
            inside: [
              start('s'),
              element('parallelGateway', 'fork'),
              service('left'),
              userTask('right'),
              chain('s', 'fork', 'left'),
              chain('fork', 'right'),
            ].join(''),
          }),
          boundary('late', 'sub', timer('timeDuration', 'PT1H')),
          end('after'),
          end(),
          chain('start', 'sub', 'end'),
          chain('late', 'after'),
        ].join(''),
      }),
    );
    const instance = await engine.start();
    expect(engine.elements(instance)).toEqual(['sub', 'left', 'right']);
    await engine.advance(HOUR);
    expect(engine.isActive(instance)).toBe(false);
    expect(await engine.jobs('left')).toEqual([]);
  });

  it('raises an incident when its timer can not be evaluated, and opens nothing meanwhile', async () => {
    await engine.deploy(withBoundary(timer('timeDuration', '=wait'), true));
    const instance = await engine.start();
    const incident = engine.incident();
    expect(incident).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'task' });
    expect(await engine.jobs('task')).toEqual([]);
    await engine.core.submit('setVariables', {
      elementInstanceKey: instance,
      variables: { wait: 'PT1H' },
      local: true,
    });
    await engine.core.submit('resolveIncident', { key: incident.key });
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['caught']);
  });
});
