import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  boundary,
  bpmnFile,
  chain,
  element,
  error,
  errorEvent,
  escalation,
  escalationEvent,
  eventSubprocess,
  flow,
  message,
  messageEvent,
  openTestEngine,
  service,
  signal,
  signalEvent,
  start,
  TEST_NOW,
  timer,
  type TestEngine,
} from '../testing/index.ts';

/*
 * Every event in every position where Zeebe executes it. Each waits for something of its own, so that all of them are
 * told apart by what makes them happen.
 */

const MINUTE = 60_000;
const at = (minutes: number): string => new Date(TEST_NOW + minutes * MINUTE).toISOString();
const ROOT = message('m', '="k"') + signal('s') + error('err') + escalation('esc');

type Happen = (engine: TestEngine) => Promise<unknown>;
type Kind = readonly [name: string, definition: string, happen: Happen];

const throwError: Happen = async (engine) => {
  const { key } = await engine.job('work');
  const thrown = { key, errorCode: 'err', errorMessage: '', variables: {} };
  return engine.core.submit('throwError', thrown);
};
const minute: Happen = (engine) => engine.advance(MINUTE);

const MESSAGE: Kind = ['message', messageEvent('m'), (engine) => engine.publish('m', 'k')];
const SIGNAL: Kind = ['signal', signalEvent('s'), (engine) => engine.broadcast('s')];
const DATE: Kind = ['timer date', timer('timeDate', at(1)), minute];
const DURATION: Kind = ['timer duration', timer('timeDuration', 'PT1M'), minute];
const FEEL_DATE: Kind = ['timer date of FEEL', timer('timeDate', `="${at(1)}"`), minute];
const FEEL_DURATION: Kind = ['timer duration of FEEL', timer('timeDuration', '=duration("PT1M")'), minute];
const CYCLE: Kind = ['timer cycle', timer('timeCycle', 'R/PT1M'), minute];
const CYCLE_FROM: Kind = ['timer cycle with a start', timer('timeCycle', `R/${at(1)}/PT1M`), minute];
const FEEL_CYCLE: Kind = ['timer cycle of FEEL', timer('timeCycle', '=cycle(duration("PT1M"))'), minute];
const CRON: Kind = ['timer cron', timer('timeCycle', '0 * * * * *'), minute];
const ERROR: Kind = ['error', errorEvent('err'), throwError];
const ANY_ERROR: Kind = ['error of any code', errorEvent(), throwError];

const ONCE = [MESSAGE, SIGNAL, DATE, DURATION, FEEL_DATE, FEEL_DURATION];
const REPEATED = [CYCLE, CYCLE_FROM, FEEL_CYCLE, CRON];

describe('events', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  describe('start a process', () => {
    const file = (definition: string): string =>
      bpmnFile({
        root: ROOT,
        elements: start('start', { inside: definition }) + service('begun') + chain('start', 'begun'),
      });

    it.each([MESSAGE, SIGNAL, DATE, FEEL_DATE, ...REPEATED])('by a %s', async (_kind, definition, happen) => {
      await engine.deploy(file(definition));
      expect(await engine.jobs('begun')).toEqual([]);
      await happen(engine);
      await engine.work('begun');
    });

    it.each([MESSAGE, SIGNAL, ...REPEATED])('again and again by a %s', async (_kind, definition, happen) => {
      await engine.deploy(file(definition));
      for (let n = 0; n < 3; n += 1) {
        await happen(engine);
        await engine.work('begun');
      }
    });

    it('beside one another, and beside a none start event', async () => {
      const starts = [MESSAGE, SIGNAL, DATE, CYCLE].map(
        ([, definition], index) => start(`s${index}`, { inside: definition }) + flow(`s${index}`, 'begun'),
      );
      await engine.deploy(
        bpmnFile({
          root: ROOT,
          elements: start() + starts.join('') + service('begun') + flow('start', 'begun'),
        }),
      );
      await engine.start();
      await engine.publish('m', 'k');
      await engine.broadcast('s');
      await engine.advance(MINUTE);
      expect(await engine.jobs('begun')).toHaveLength(5);
    });
  });

  it.each(ONCE)('are caught in the flow: %s', async (_kind, definition, happen) => {
    const wait = element('intermediateCatchEvent', 'wait', { inside: definition });
    await engine.deploy(
      bpmnFile({ root: ROOT, elements: start() + wait + service('after') + chain('start', 'wait', 'after') }),
    );
    const key = await engine.start();
    expect(engine.elements(key)).toEqual(['wait']);
    await happen(engine);
    await engine.work('after');
    expect(engine.isActive(key)).toBe(false);
  });

  it.each(ONCE)('are caught behind an event-based gateway: %s', async (_kind, definition, happen) => {
    const late = timer('timeDuration', 'PT1H');
    await engine.deploy(
      bpmnFile({
        root: ROOT,
        elements: [
          start(),
          element('eventBasedGateway', 'gateway'),
          element('intermediateCatchEvent', 'wait', { inside: definition }),
          element('intermediateCatchEvent', 'late', { inside: late }),
          service('after'),
          chain('start', 'gateway', 'wait', 'after'),
          flow('gateway', 'late'),
        ].join(''),
      }),
    );
    const key = await engine.start();
    await happen(engine);
    expect(engine.elements(key)).toEqual(['after']);
  });

  const PLACES: readonly [string, (definition: string, interrupting: boolean) => string][] = [
    [
      'at the boundary',
      (definition, interrupting) =>
        boundary('catch', 'work', definition, { interrupting }) + service('caught') + flow('catch', 'caught'),
    ],
    [
      'in an event subprocess',
      (definition, interrupting) =>
        eventSubprocess('sub', definition, service('caught') + flow('sub_start', 'caught'), { interrupting }),
    ],
  ];

  describe.each(PLACES)('%s', (_where, place) => {
    const file = (definition: string, interrupting: boolean): string =>
      bpmnFile({
        root: ROOT,
        elements: start() + service('work') + chain('start', 'work') + place(definition, interrupting),
      });

    it.each([...ONCE, ERROR, ANY_ERROR])('interrupt: %s', async (_kind, definition, happen) => {
      await engine.deploy(file(definition, true));
      const key = await engine.start();
      await happen(engine);
      expect(await engine.jobs('work')).toEqual([]);
      await engine.work('caught');
      expect(engine.isActive(key)).toBe(false);
      expect(engine.core.queries.incidents(null, 1)).toEqual([]);
    });

    it.each([...ONCE, ...REPEATED])('happen beside: %s', async (_kind, definition, happen) => {
      await engine.deploy(file(definition, false));
      const key = await engine.start();
      await happen(engine);
      await engine.work('caught');
      await engine.work('work');
      expect(engine.isActive(key)).toBe(false);
    });

    it.each([MESSAGE, SIGNAL, ...REPEATED])(
      'happen again and again: %s',
      async (_kind, definition, happen) => {
        await engine.deploy(file(definition, false));
        const key = await engine.start();
        for (let n = 0; n < 3; n += 1) {
          await happen(engine);
          await engine.work('caught');
        }
        await engine.work('work');
        await happen(engine);
        expect(engine.isActive(key)).toBe(false);
      },
    );

    it('happen as often as a counted cycle says', async () => {
      await engine.deploy(file(timer('timeCycle', 'R2/PT1M'), false));
      await engine.start();
      await engine.advance(5 * MINUTE);
      expect(await engine.jobs('caught')).toHaveLength(2);
    });

    it.each([ERROR, DURATION, MESSAGE, SIGNAL])(
      'are caught while a worker has the job: %s',
      async (_kind, definition, happen) => {
        await engine.deploy(file(definition, true));
        await engine.start();
        const job = definition === ERROR[1] ? undefined : await engine.job('work');
        await happen(engine);
        await engine.work('caught');
        if (job === undefined) return;
        const late = engine.core.submit('completeJob', { key: job.key, variables: {} });
        await expect(late).rejects.toMatchObject({ code: 'NOT_FOUND' });
      },
    );
  });

  it.each([
    ['signal', signalEvent('s')],
    ['escalation', escalationEvent('esc')],
    ['none', ''],
  ])('are thrown in the flow and at the end: %s', async (_kind, definition) => {
    const thrown = element('intermediateThrowEvent', 'throw', { inside: definition });
    const last = element('endEvent', 'last', { inside: definition });
    await engine.deploy(
      bpmnFile({ root: ROOT, elements: start() + thrown + last + chain('start', 'throw', 'last') }),
    );
    const key = await engine.start();
    expect(engine.isActive(key)).toBe(false);
    expect(engine.core.queries.incidents(null, 1)).toEqual([]);
  });

  it.each([
    ['in the flow', 'intermediateThrowEvent'],
    ['at the end', 'endEvent'],
  ])('of messages are thrown %s by a job worker', async (_where, type) => {
    const definition = '<zeebe:taskDefinition type="send" />';
    const thrown = element(type, 'throw', { inside: messageEvent('m'), extensions: definition });
    await engine.deploy(bpmnFile({ root: ROOT, elements: start() + thrown + chain('start', 'throw') }));
    const key = await engine.start();
    expect((await engine.work('send')).kind).toBe('BPMN_ELEMENT');
    expect(engine.isActive(key)).toBe(false);
  });

  it('of errors end with the nearest scope that catches them, by a code that FEEL may make', async () => {
    const inner = start('s') + element('endEvent', 'bad', { inside: errorEvent('made') }) + flow('s', 'bad');
    await engine.deploy(
      bpmnFile({
        root: ROOT + error('made').replace('errorCode="made"', 'errorCode="=code"'),
        elements: [
          start(),
          element('subProcess', 'work', { inside: inner }),
          boundary('catch', 'work', errorEvent('err')),
          service('caught'),
          chain('start', 'work'),
          flow('catch', 'caught'),
        ].join(''),
      }),
    );
    await engine.start('p', { code: 'err' });
    await engine.work('caught');
    await engine.start('p', { code: 'other' });
    expect(engine.incident()).toMatchObject({ errorType: 'UNHANDLED_ERROR_EVENT', elementId: 'bad' });
  });
});
