import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  end,
  flow,
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  timer,
  type TestEngine,
} from '../testing/index.ts';

describe('gateways', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  describe('exclusive', () => {
    const CHOICE = bpmnFile({
      elements: [
        start(),
        element('exclusiveGateway', 'choice'),
        service('small'),
        service('big'),
        chain('start', 'choice'),
        flow('choice', 'small', '=n < 10'),
        flow('choice', 'big', '=n >= 10'),
      ].join(''),
    });

    it('takes the first flow whose condition is true', async () => {
      await engine.deploy(CHOICE);
      const instance = await engine.start('p', { n: 11 });
      expect(engine.elements(instance)).toEqual(['big']);
    });

    it('takes the default flow when no condition is true', async () => {
      await engine.deploy(
        bpmnFile({
          elements: [
            start(),
            element('exclusiveGateway', 'choice', { attributes: 'default="choice_rest"' }),
            service('small'),
            service('rest'),
            chain('start', 'choice'),
            flow('choice', 'small', '=n < 10'),
            flow('choice', 'rest'),
          ].join(''),
        }),
      );
      expect(engine.elements(await engine.start('p', { n: 11 }))).toEqual(['rest']);
    });

    it('raises an incident when nothing can be taken, and chooses again when it is resolved', async () => {
      await engine.deploy(CHOICE);
      const instance = await engine.start();
      const incident = engine.incident();
      expect(incident).toMatchObject({ errorType: 'CONDITION_ERROR', elementId: 'choice' });
      await engine.core.submit('setVariables', {
        elementInstanceKey: instance,
        variables: { n: 3 },
        local: false,
      });
      await engine.core.submit('resolveIncident', { key: incident.key });
      expect(engine.elements(instance)).toEqual(['small']);
    });
  });

  describe('parallel', () => {
    const PARALLEL = bpmnFile({
      elements: [
        start(),
        element('parallelGateway', 'fork'),
        service('left'),
        service('right'),
        element('parallelGateway', 'join'),
        service('after'),
        end(),
        chain('start', 'fork', 'left', 'join', 'after', 'end'),
        chain('fork', 'right', 'join'),
      ].join(''),
    });

    it('joins when every incoming flow has a token', async () => {
      await engine.deploy(PARALLEL);
      const instance = await engine.start();
      expect(engine.elements(instance)).toEqual(['left', 'right']);
      await engine.work('left');
      expect(engine.elements(instance)).toEqual(['right']);
      await engine.work('right');
      await engine.work('after');
      expect(engine.isActive(instance)).toBe(false);
    });

    it('can be cancelled with a token that waits', async () => {
      await engine.deploy(PARALLEL);
      const instance = await engine.start();
      await engine.work('left');
      await engine.core.submit('cancelInstance', { processInstanceKey: instance });
      expect(engine.isActive(instance)).toBe(false);
    });
  });

  describe('event-based', () => {
    const EVENTS = bpmnFile({
      root: message('answer', '=orderId'),
      elements: [
        start(),
        element('eventBasedGateway', 'wait'),
        element('intermediateCatchEvent', 'answered', { inside: messageEvent('answer') }),
        element('intermediateCatchEvent', 'late', { inside: timer('timeDuration', 'PT1H') }),
        service('thank'),
        service('remind'),
        chain('start', 'wait', 'answered', 'thank'),
        chain('wait', 'late', 'remind'),
      ].join(''),
    });

    it('takes the event that happens first, with its variables', async () => {
      await engine.deploy(EVENTS);
      const instance = await engine.start('p', { orderId: 'o1' });
      expect(engine.elements(instance)).toEqual(['wait']);
      await engine.publish('answer', 'o1', { variables: { text: 'yes' } });
      expect(engine.elements(instance)).toEqual(['thank']);
      expect((await engine.job('thank')).variables).toEqual({ orderId: 'o1', text: 'yes' });
      await engine.advance(3_600_000);
      expect(engine.elements(instance)).toEqual(['thank']);
    });

    it('fires its timer when due, not earlier', async () => {
      await engine.deploy(EVENTS);
      const instance = await engine.start('p', { orderId: 'o1' });
      await engine.advance(3_599_999);
      expect(engine.elements(instance)).toEqual(['wait']);
      await engine.advance(1);
      expect(engine.elements(instance)).toEqual(['remind']);
    });

    it('takes a message that waits already', async () => {
      await engine.deploy(EVENTS);
      await engine.publish('answer', 'o1', { timeToLiveMs: 60_000 });
      expect(engine.elements(await engine.start('p', { orderId: 'o1' }))).toEqual(['thank']);
    });
  });
});

describe('a loop without a wait state', () => {
  it('lets other commands in', async () => {
    const engine = await openTestEngine();
    const LOOP = bpmnFile({
      elements: [
        start(),
        element('exclusiveGateway', 'merge'),
        element('scriptTask', 'count', {
          extensions: '<zeebe:script expression="=n + 1" resultVariable="n" />',
        }),
        element('exclusiveGateway', 'again', { attributes: 'default="again_merge"' }),
        end(),
        chain('start', 'merge', 'count', 'again'),
        flow('again', 'end', '=n >= 3000'),
        flow('again', 'merge'),
      ].join(''),
    });
    await engine.deploy(
      LOOP,
      bpmnFile({ id: 'q', elements: start() + service('task') + chain('start', 'task') }),
    );
    const looping = await engine.start('p', { n: 0 });
    const other = await engine.start('q');
    expect(engine.isActive(looping)).toBe(true);
    expect(engine.elements(other)).toEqual(['task']);
    await engine.core.settled();
    expect(engine.isActive(looping)).toBe(false);
    await engine.close();
  });
});
