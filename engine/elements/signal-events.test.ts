import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  eventSubprocess,
  flow,
  loop,
  mapping,
  openTestEngine,
  service,
  signal,
  signalEvent,
  start,
  timer,
  type TestEngine,
} from '../testing/index.ts';

const waitFor = (id: string, extensions = ''): string =>
  bpmnFile({
    id,
    root: signal('alarm'),
    elements: [
      start(),
      element('intermediateCatchEvent', 'wait', { inside: signalEvent('alarm'), extensions }),
      service('after'),
      chain('start', 'wait', 'after'),
    ].join(''),
  });

/** A process with a job of its id's type behind a signal start. */
const startedBy = (id: string, name = 'alarm'): string =>
  bpmnFile({
    id,
    root: signal('alarm', name),
    elements:
      start('start', { inside: signalEvent('alarm') }) +
      service('work', { type: id }) +
      chain('start', 'work'),
  });

/** A task that signals may reach at its boundary or in an event subprocess beside it. */
const guarded = (catching: string): string =>
  bpmnFile({
    root: signal('alarm'),
    elements: [start(), service('work'), end(), chain('start', 'work', 'end'), catching].join(''),
  });

const atBoundary = (interrupting: boolean): string =>
  guarded(
    boundary('catch', 'work', signalEvent('alarm'), { interrupting }) +
      service('caught') +
      flow('catch', 'caught'),
  );

const inEventSubprocess = (interrupting: boolean): string =>
  guarded(
    eventSubprocess('sub', signalEvent('alarm'), service('caught') + flow('sub_start', 'caught'), {
      interrupting,
    }),
  );

describe('signals', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('reach everyone who waits for their name, in all processes, with their variables', async () => {
    await engine.deploy(waitFor('p'), waitFor('q'));
    const waiting = [await engine.start('p'), await engine.start('p'), await engine.start('q')];
    await engine.broadcast('other');
    expect(waiting.map((key) => engine.elements(key))).toEqual([['wait'], ['wait'], ['wait']]);
    await engine.broadcast('alarm', { level: 3 });
    expect(waiting.map((key) => engine.elements(key))).toEqual([['after'], ['after'], ['after']]);
    expect((await engine.jobs('after')).map(({ variables }) => variables)).toEqual(
      Array(3).fill({ level: 3 }),
    );
  });

  it('are not kept for those who wait later', async () => {
    await engine.deploy(waitFor('p'));
    await engine.broadcast('alarm');
    expect(engine.elements(await engine.start())).toEqual(['wait']);
  });

  it('are waited for across a restart', async () => {
    await engine.deploy(waitFor('p'), startedBy('q'));
    const key = await engine.start();
    await engine.reopen();
    await engine.broadcast('alarm');
    expect(engine.elements(key)).toEqual(['after']);
    expect(await engine.jobs('q')).toHaveLength(1);
  });

  it('are mapped by the outputs of the event that catches them', async () => {
    await engine.deploy(waitFor('p', mapping({ outputs: [['=level + 1', 'severity']] })));
    await engine.start();
    await engine.broadcast('alarm', { level: 3 });
    expect((await engine.job('after')).variables).toEqual({ severity: 4 });
  });

  it('reach a waiting event once, even while its mapping has an incident', async () => {
    await engine.deploy(waitFor('p', mapping({ outputs: [['=assert(level, level > 0)', 'severity']] })));
    const key = await engine.start();
    await engine.broadcast('alarm', { level: -1 });
    await engine.broadcast('alarm', { level: -2 });
    expect(engine.incident().errorType).toBe('IO_MAPPING_ERROR');
    expect(engine.elements(key)).toEqual(['wait']);
  });

  it('start one instance a process, of the latest version only', async () => {
    await engine.deploy(startedBy('p'), startedBy('q'));
    await engine.broadcast('alarm', { level: 1 });
    expect((await engine.job('p')).variables).toEqual({ level: 1 });
    expect((await engine.job('q')).variables).toEqual({ level: 1 });
    await engine.deploy(startedBy('p', 'siren'));
    await engine.broadcast('alarm');
    expect(await engine.jobs('p')).toEqual([]);
    await engine.broadcast('siren');
    expect((await engine.job('p')).processVersion).toBe(2);
  });

  it('have a name that FEEL may make: at deployment for a start, else when the event is entered', async () => {
    const catching = waitFor('p').replace('name="alarm"', 'name="=&quot;alarm-&quot; + town"');
    await engine.deploy(catching, startedBy('q', '="a" + "b"'));
    const key = await engine.start('p', { town: 'x' });
    await engine.broadcast('alarm-y');
    expect(engine.elements(key)).toEqual(['wait']);
    await engine.broadcast('alarm-x');
    expect(engine.elements(key)).toEqual(['after']);
    await engine.broadcast('ab');
    expect(await engine.jobs('q')).toHaveLength(1);
    await engine.start('p', { town: 1 });
    expect(engine.incident()).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'wait' });
  });

  it.each([
    ['a boundary event', atBoundary(true)],
    ['an event subprocess', inEventSubprocess(true)],
  ])('interrupt by %s', async (_where, file) => {
    await engine.deploy(file);
    const key = await engine.start();
    await engine.broadcast('alarm', { level: 1 });
    await engine.broadcast('alarm', { level: 2 });
    expect(await engine.jobs('work')).toEqual([]);
    expect((await engine.work('caught')).variables).toEqual({ level: 1 });
    expect(engine.isActive(key)).toBe(false);
  });

  it.each([
    ['a boundary event', atBoundary(false)],
    ['an event subprocess', inEventSubprocess(false)],
  ])('come again and again beside a task by %s', async (_where, file) => {
    await engine.deploy(file);
    const key = await engine.start();
    await engine.broadcast('alarm');
    await engine.broadcast('alarm');
    const caught = await engine.jobs('caught');
    expect(caught).toHaveLength(2);
    await engine.work('work');
    for (const job of caught) {
      expect(engine.isActive(key)).toBe(true);
      await engine.core.submit('completeJob', { key: job.key, variables: {} });
    }
    expect(engine.isActive(key)).toBe(false);
  });

  it('win against the other events behind a gateway', async () => {
    await engine.deploy(
      bpmnFile({
        root: signal('alarm'),
        elements: [
          start(),
          element('eventBasedGateway', 'first'),
          element('intermediateCatchEvent', 'heard', { inside: signalEvent('alarm') }),
          element('intermediateCatchEvent', 'silence', { inside: timer('timeDuration', 'PT1M') }),
          service('after'),
          chain('start', 'first', 'heard', 'after'),
          flow('first', 'silence'),
        ].join(''),
      }),
    );
    const key = await engine.start();
    await engine.broadcast('alarm', { level: 1 });
    await engine.advance(60_000);
    expect(engine.elements(key)).toEqual(['after']);
    expect((await engine.job('after')).variables).toEqual({ level: 1 });
  });

  it.each([
    ['an intermediate event', 'intermediateThrowEvent'],
    ['an end event', 'endEvent'],
  ])('are thrown by %s with its local variables', async (_what, type) => {
    const inputs = mapping({ inputs: [['=secret + 1', 'level']] });
    const thrower = bpmnFile({
      id: 'thrower',
      root: signal('alarm', '=name'),
      elements: [
        start(),
        element(type, 'throw', { inside: signalEvent('alarm'), extensions: inputs }),
        chain('start', 'throw'),
      ].join(''),
    });
    await engine.deploy(waitFor('p'), startedBy('q'), thrower);
    await engine.start('p');
    const key = await engine.start('thrower', { secret: 1, name: 'alarm' });
    expect((await engine.job('after')).variables).toEqual({ level: 2 });
    expect((await engine.job('q')).variables).toEqual({ level: 2 });
    expect(engine.isActive(key)).toBe(false);
  });

  it('may interrupt the scope that throws them', async () => {
    await engine.deploy(
      bpmnFile({
        root: signal('alarm'),
        elements: [
          start(),
          element('parallelGateway', 'fork'),
          service('beside'),
          element('intermediateThrowEvent', 'throw', { inside: signalEvent('alarm') }),
          service('next'),
          chain('start', 'fork', 'throw', 'next'),
          flow('fork', 'beside'),
          eventSubprocess('sub', signalEvent('alarm'), service('caught') + flow('sub_start', 'caught')),
        ].join(''),
      }),
    );
    const key = await engine.start();
    expect(engine.elements(key)).toEqual(['sub', 'caught']);
    expect([await engine.jobs('next'), await engine.jobs('beside')]).toEqual([[], []]);
    await engine.work('caught');
    expect(engine.isActive(key)).toBe(false);
  });

  it.each([
    ['interrupts', true],
    ['goes on beside', false],
  ])('thrown at the end of a scope start the event subprocess in it that %s', async (_how, interrupting) => {
    const sub = eventSubprocess(
      'sub',
      signalEvent('alarm'),
      service('caught') + flow('sub_start', 'caught'),
      {
        interrupting,
      },
    );
    await engine.deploy(
      bpmnFile({
        root: signal('alarm'),
        elements: start() + end('throw', { inside: signalEvent('alarm') }) + chain('start', 'throw') + sub,
      }),
    );
    const key = await engine.start();
    expect(engine.elements(key)).toEqual(['sub', 'caught']);
    await engine.work('caught');
    expect(engine.isActive(key)).toBe(false);
  });

  it('reach each inner instance of a multi-instance activity', async () => {
    const items = loop({ inputCollection: '=[1, 2]', inputElement: 'item' });
    const inner = [
      start('s'),
      element('intermediateCatchEvent', 'wait', { inside: signalEvent('alarm') }),
      service('after'),
      chain('s', 'wait', 'after'),
    ].join('');
    await engine.deploy(
      bpmnFile({
        root: signal('alarm'),
        elements: start() + element('subProcess', 'each', { inside: items + inner }) + chain('start', 'each'),
      }),
    );
    await engine.start();
    await engine.broadcast('alarm');
    expect((await engine.jobs('after')).map(({ variables }) => variables['item'])).toEqual([1, 2]);
  });

  it('need a name', async () => {
    await expect(engine.broadcast('')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
