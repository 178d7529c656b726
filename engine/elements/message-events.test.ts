import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  message,
  messageEvent,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

const waitFor = (id: string): string =>
  bpmnFile({
    id,
    root: message('paid', '=orderId'),
    elements: [
      start(),
      element('receiveTask', 'wait', { attributes: 'messageRef="message_paid"' }),
      service('after', { type: `after-${id}` }),
      chain('start', 'wait', 'after'),
    ].join(''),
  });

const startedBy = (id = 'p'): string =>
  bpmnFile({
    id,
    root: message('order'),
    elements: start('start', { inside: messageEvent('order') }) + service('work') + chain('start', 'work'),
  });

describe('messages', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('reach the instance that waits by their name and key', async () => {
    await engine.deploy(waitFor('p'));
    const first = await engine.start('p', { orderId: 'a' });
    const second = await engine.start('p', { orderId: 2 });
    await engine.publish('paid', '2', { variables: { amount: 5 } });
    await engine.publish('other', 'a');
    expect(engine.elements(first)).toEqual(['wait']);
    expect(engine.elements(second)).toEqual(['after']);
    expect((await engine.job('after-p')).variables).toEqual({ orderId: 2, amount: 5 });
  });

  it('are lost without a time to live, and buffered with one until it is over', async () => {
    await engine.deploy(waitFor('p'));
    await engine.publish('paid', 'a');
    await engine.publish('paid', 'b', { timeToLiveMs: 1000 });
    await engine.publish('paid', 'c', { timeToLiveMs: 1000 });
    expect(engine.elements(await engine.start('p', { orderId: 'a' }))).toEqual(['wait']);
    expect(engine.elements(await engine.start('p', { orderId: 'b' }))).toEqual(['after']);
    await engine.advance(1000);
    expect(engine.elements(await engine.start('p', { orderId: 'c' }))).toEqual(['wait']);
  });

  it('leave the buffer first in, first out', async () => {
    await engine.deploy(waitFor('p'));
    for (const n of [1, 2]) await engine.publish('paid', 'a', { timeToLiveMs: 1000, variables: { n } });
    await engine.start('p', { orderId: 'a' });
    expect((await engine.job('after-p')).variables['n']).toBe(1);
    await engine.start('p', { orderId: 'a' });
    expect((await engine.job('after-p')).variables['n']).toBe(2);
  });

  it('reach each process once, and all processes that wait', async () => {
    await engine.deploy(waitFor('p'), waitFor('q'));
    const waiting = [
      await engine.start('p', { orderId: 'a' }),
      await engine.start('p', { orderId: 'a' }),
      await engine.start('q', { orderId: 'a' }),
    ];
    await engine.publish('paid', 'a', { timeToLiveMs: 1000 });
    expect(waiting.map((instance) => engine.elements(instance)[0])).toEqual(['after', 'wait', 'after']);
    // The buffered message has been at this process already.
    expect(engine.elements(await engine.start('p', { orderId: 'a' }))).toEqual(['wait']);
  });

  it('keep the key that was evaluated when the subscription was opened', async () => {
    await engine.deploy(waitFor('p'));
    const instance = await engine.start('p', { orderId: 'a' });
    await engine.core.submit('setVariables', {
      elementInstanceKey: instance,
      variables: { orderId: 'b' },
      local: true,
    });
    await engine.publish('paid', 'b');
    expect(engine.elements(instance)).toEqual(['wait']);
    await engine.publish('paid', 'a');
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('refuse an id a second time only while the first is buffered', async () => {
    await engine.publish('paid', 'a', { messageId: '1', timeToLiveMs: 1000 });
    const again = engine.publish('paid', 'a', { messageId: '1', timeToLiveMs: 1000 });
    await expect(again).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await engine.publish('paid', 'b', { messageId: '1', timeToLiveMs: 1000 });
    await engine.advance(1000);
    await engine.publish('paid', 'a', { messageId: '1', timeToLiveMs: 1000 });
    await engine.publish('paid', 'c', { messageId: '2' });
    await engine.publish('paid', 'c', { messageId: '2' });
  });

  it('take long keys and keys with odd characters', async () => {
    await engine.deploy(waitFor('p'));
    for (const orderId of ['x'.repeat(5000), 'a\u0000b', '工单']) {
      const instance = await engine.start('p', { orderId });
      await engine.publish('paid', `${orderId}!`);
      expect(engine.elements(instance)).toEqual(['wait']);
      await engine.publish('paid', orderId);
      expect(engine.elements(instance)).toEqual(['after']);
    }
  });

  it('tell the instance that they reached when they are correlated, or NOT_FOUND', async () => {
    await engine.deploy(waitFor('p'));
    const instance = await engine.start('p', { orderId: 'a' });
    const input = { name: 'paid', correlationKey: 'a', variables: {} };
    expect(await engine.core.submit('correlateMessage', input)).toMatchObject({
      processInstanceKey: instance,
    });
    await expect(engine.core.submit('correlateMessage', input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('raise an incident when the correlation key is neither a string nor a number', async () => {
    await engine.deploy(waitFor('p'));
    await engine.start();
    expect(engine.incident()).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'wait' });
  });

  describe('that start a process', () => {
    it('start one instance a key at a time; a buffered one follows', async () => {
      await engine.deploy(startedBy());
      await engine.publish('order', 'a', { variables: { n: 1 } });
      await engine.publish('order', 'a', { variables: { n: 2 }, timeToLiveMs: 60_000 });
      await engine.publish('order', 'a', { variables: { n: 3 } });
      const first = await engine.work('work');
      expect(first.variables).toEqual({ n: 1 });
      const second = await engine.work('work');
      expect(second.variables).toEqual({ n: 2 });
      expect(await engine.jobs('work')).toEqual([]);
    });

    it('always start with an empty key, and follow after a cancellation', async () => {
      await engine.deploy(startedBy());
      await engine.publish('order', '');
      await engine.publish('order', '');
      expect(await engine.jobs('work')).toHaveLength(2);
      await engine.publish('order', 'a');
      await engine.publish('order', 'a', { timeToLiveMs: 60_000, variables: { n: 2 } });
      const job = await engine.job('work');
      await engine.core.submit('cancelInstance', { processInstanceKey: job.processInstanceKey });
      expect((await engine.job('work')).variables).toEqual({ n: 2 });
    });

    it('start only the latest version', async () => {
      await engine.deploy({ name: 'p.bpmn', text: startedBy() });
      await engine.deploy({ name: 'p.bpmn', text: startedBy().replaceAll('work', 'newer') });
      await engine.publish('order', 'a');
      expect(await engine.jobs('work')).toEqual([]);
      expect(await engine.jobs('newer')).toHaveLength(1);
    });
  });
});
