import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  end,
  escalation,
  escalationEvent,
  eventSubprocess,
  flow,
  loop,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

const ROOT = escalation('late') + escalation('lost');
const throws = (id = 'late'): string =>
  element('intermediateThrowEvent', 'throw', { inside: escalationEvent(id) });
const endThrows = (id = 'late'): string => end('throw', { inside: escalationEvent(id) });
/** What a subprocess has inside: it throws, and goes on with a job. */
const throwing = (thrown = throws()): string =>
  start('s') + thrown + service('next') + chain('s', 'throw', 'next');
/** What a subprocess has inside: it throws at its end, with a job beside. */
const ending = (thrown = endThrows()): string =>
  [
    start('s'),
    element('parallelGateway', 'fork'),
    thrown,
    service('next'),
    chain('s', 'fork', 'throw'),
    flow('fork', 'next'),
  ].join('');

const file = (inside: string, beside: string, loopOfSub = ''): string =>
  bpmnFile({
    root: ROOT,
    elements: [
      start(),
      element('subProcess', 'sub', { inside: loopOfSub + inside }),
      service('after'),
      chain('start', 'sub', 'after'),
      beside,
    ].join(''),
  });

const atBoundary = (interrupting: boolean, id?: string, name = 'catch'): string =>
  boundary(name, 'sub', escalationEvent(id), { interrupting }) +
  service(`${name}-job`) +
  flow(name, `${name}-job`);
const inEventSubprocess = (interrupting: boolean, id?: string): string =>
  eventSubprocess('catch', escalationEvent(id), service('catch-job') + flow('catch_start', 'catch-job'), {
    interrupting,
  });

describe('an escalation', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const ways: readonly [string, string][] = [
    ['an intermediate event', throwing()],
    ['an end event', ending()],
  ];

  describe.each(ways)('thrown by %s', (_how, inside) => {
    it.each([
      ['a boundary event', atBoundary(true, 'late')],
      ['a boundary event for any code', atBoundary(true)],
      ['an event subprocess', inEventSubprocess(true, 'late')],
      ['an event subprocess for any code', inEventSubprocess(true)],
    ])('interrupts by %s', async (_where, beside) => {
      await engine.deploy(file(inside, beside));
      const key = await engine.start();
      expect(await engine.jobs('next')).toEqual([]);
      await engine.work('catch-job');
      expect(engine.isActive(key)).toBe(false);
      expect(await engine.jobs('after')).toEqual([]);
    });

    it.each([
      ['a boundary event', atBoundary(false, 'late')],
      ['an event subprocess', inEventSubprocess(false, 'late')],
    ])('goes on beside what %s does', async (_where, beside) => {
      await engine.deploy(file(inside, beside));
      const key = await engine.start();
      await engine.work('next');
      await engine.work('after');
      expect(engine.isActive(key)).toBe(true);
      await engine.work('catch-job');
      expect(engine.isActive(key)).toBe(false);
    });

    it.each([
      ['nothing catches', ''],
      ['only other codes are caught', atBoundary(true, 'lost')],
    ])('goes on without an incident where %s', async (_what, beside) => {
      await engine.deploy(file(inside, beside));
      const key = await engine.start();
      await engine.work('next');
      await engine.work('after');
      expect(engine.isActive(key)).toBe(false);
      expect(engine.core.queries.incidents(null, 10)).toEqual([]);
    });
  });

  it('is caught once, by the nearest scope', async () => {
    const inner = element('subProcess', 'inner', { inside: throwing() });
    const middle =
      start('m') +
      inner +
      flow('m', 'inner') +
      boundary('near', 'inner', escalationEvent('late'), { interrupting: false }) +
      service('near-job') +
      flow('near', 'near-job');
    await engine.deploy(file(middle, atBoundary(true)));
    await engine.start();
    expect(await engine.jobs('near-job')).toHaveLength(1);
    expect(await engine.jobs('catch-job')).toEqual([]);
  });

  it('is caught by the event that names its code rather than by one for any', async () => {
    await engine.deploy(
      file(throwing(), atBoundary(true, undefined, 'any') + atBoundary(true, 'late', 'named')),
    );
    await engine.start();
    expect(await engine.jobs('named-job')).toHaveLength(1);
    expect(await engine.jobs('any-job')).toEqual([]);
  });

  it('has a code that FEEL may make', async () => {
    const root = escalation('made', '=code');
    await engine.deploy(file(throwing(throws('made')), atBoundary(true, 'late')).replace(ROOT, ROOT + root));
    await engine.start('p', { code: 'late' });
    expect(await engine.jobs('catch-job')).toHaveLength(1);
    await engine.start('p', { code: 7 });
    expect(engine.incident()).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'throw' });
  });

  it.each([
    ['interrupting', true, 0],
    ['not interrupting', false, 1],
  ])('comes out of a called process, %s', async (_what, interrupting, next) => {
    const called = bpmnFile({ id: 'called', root: ROOT, elements: throwing() });
    const call = element('callActivity', 'call', {
      extensions: '<zeebe:calledElement processId="called" />',
    });
    const caller = bpmnFile({
      root: ROOT,
      elements: [
        start(),
        call,
        boundary('catch', 'call', escalationEvent('late'), { interrupting }),
        service('catch-job'),
        chain('start', 'call'),
        flow('catch', 'catch-job'),
      ].join(''),
    });
    await engine.deploy(called, caller);
    await engine.start();
    expect(await engine.jobs('catch-job')).toHaveLength(1);
    expect(await engine.jobs('next')).toHaveLength(next);
  });

  it('thrown by one inner instance of a multi-instance subprocess interrupts all of them', async () => {
    const items = loop({ inputCollection: '=[1, 2, 3]', inputElement: 'item' });
    const inside = [
      start('s'),
      element('exclusiveGateway', 'which', { attributes: 'default="which_next"' }),
      throws(),
      service('next'),
      chain('s', 'which', 'next'),
      flow('which', 'throw', '=item = 2'),
    ].join('');
    await engine.deploy(file(inside, atBoundary(true, 'late'), items));
    const key = await engine.start();
    expect(engine.elements(key)).toEqual(['catch-job']);
    expect(await engine.jobs('next')).toEqual([]);
  });
});
