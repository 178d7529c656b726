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

const HOUR = 3_600_000;
const BUFFERED = { timeToLiveMs: HOUR };

const waiting = (type = 'after', id = 'p'): { readonly name: string; readonly text: string } => ({
  name: `${id}.bpmn`,
  text: bpmnFile({
    id,
    root: message('paid', '=key'),
    elements: [
      start(),
      element('receiveTask', 'wait', { attributes: 'messageRef="message_paid"' }),
      service(type),
      chain('start', 'wait', type),
    ].join(''),
  }),
});

/** A process that the messages start: each by a start event of its own. */
const startedBy = (
  names: readonly string[],
  { type = 'work', id = 'p', plain = '' } = {},
): { readonly name: string; readonly text: string } => ({
  name: `${id}.bpmn`,
  text: bpmnFile({
    id,
    root: names.map((name) => message(name)).join(''),
    elements: [
      plain,
      ...names.map((name) => start(`by-${name}`, { inside: messageEvent(name) }) + chain(`by-${name}`, type)),
      service(type),
    ].join(''),
  }),
});

describe('the uniqueness of messages', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const finish = async (type: string): Promise<void> => {
    const { key } = await engine.job(type);
    await engine.core.submit('completeJob', { key, variables: {} });
  };

  describe('by their id', () => {
    it('is of the name and the key together', async () => {
      await engine.publish('paid', 'a', { ...BUFFERED, messageId: 'one' });
      await engine.publish('paid', 'b', { ...BUFFERED, messageId: 'one' });
      await engine.publish('other', 'a', { ...BUFFERED, messageId: 'one' });
      await engine.publish('paid', 'a', { ...BUFFERED, messageId: 'two' });
      await engine.publish('paid', 'a', BUFFERED);
      await engine.publish('paid', 'a', BUFFERED);
      await expect(engine.publish('paid', 'a', { messageId: 'one' })).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
      });
    });

    it('means nothing for messages that are not buffered', async () => {
      await engine.publish('paid', 'a', { messageId: 'one' });
      await engine.publish('paid', 'a', { messageId: 'one' });
    });

    it('holds until the time to live is over, though the message has been correlated, and after a restart', async () => {
      await engine.deploy(waiting());
      const instance = await engine.start('p', { key: 'a' });
      await engine.publish('paid', 'a', { ...BUFFERED, messageId: 'one' });
      expect(engine.elements(instance)).toEqual(['after']);
      await engine.reopen();
      const again = () => engine.publish('paid', 'a', { ...BUFFERED, messageId: 'one' });
      await expect(again()).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
      await engine.advance(HOUR);
      await again();
    });
  });

  describe('within a process', () => {
    it('is across its versions: the instance that waits longest is reached', async () => {
      await engine.deploy(waiting('old'));
      const first = await engine.start('p', { key: 'a' });
      await engine.deploy(waiting('new'));
      const second = await engine.start('p', { key: 'a' });
      await engine.publish('paid', 'a', BUFFERED);
      expect([engine.elements(first), engine.elements(second)]).toEqual([['old'], ['wait']]);
      // Neither does the buffered message reach the process again.
      const third = await engine.start('p', { key: 'a' });
      expect(engine.elements(third)).toEqual(['wait']);
      await engine.publish('paid', 'a');
      expect(engine.elements(second)).toEqual(['new']);
    });

    it('does not keep a buffered message from other processes', async () => {
      await engine.deploy(waiting('one', 'p'), waiting('two', 'q'));
      await engine.publish('paid', 'a', BUFFERED);
      for (const id of ['p', 'q']) {
        expect(engine.elements(await engine.start(id, { key: 'a' }))).not.toContain('wait');
        expect(engine.elements(await engine.start(id, { key: 'a' }))).toEqual(['wait']);
      }
    });
  });

  describe('of what a message starts', () => {
    it('is by key: another key, another process and an instance that was started otherwise do not count', async () => {
      await engine.deploy(
        startedBy(['order'], { plain: start() + chain('start', 'work') }),
        startedBy(['order'], { type: 'q-work', id: 'q' }),
      );
      await engine.start();
      await engine.publish('order', 'a');
      await engine.publish('order', 'a');
      await engine.publish('order', 'b');
      expect(await engine.jobs('work')).toHaveLength(3);
      expect(await engine.jobs('q-work')).toHaveLength(2);
    });

    it('is across versions, and what follows is of the latest', async () => {
      await engine.deploy(startedBy(['order'], { type: 'old' }));
      await engine.publish('order', 'a');
      await engine.deploy(startedBy(['order'], { type: 'new' }));
      await engine.publish('order', 'a', BUFFERED);
      expect(await engine.jobs('new')).toEqual([]);
      await engine.reopen();
      await finish('old');
      expect(await engine.jobs('new')).toHaveLength(1);
    });

    it('lets the buffered follow one at a time, the oldest first, whatever start event it is for', async () => {
      await engine.deploy(startedBy(['order', 'complaint']));
      await engine.publish('order', 'a', { variables: { n: 1 } });
      await engine.publish('complaint', 'a', { ...BUFFERED, variables: { n: 2 } });
      await engine.publish('order', 'a', { ...BUFFERED, variables: { n: 3 } });
      await engine.publish('complaint', 'a', { ...BUFFERED, variables: { n: 4 } });
      const seen: unknown[] = [];
      for (let count = 0; count < 4; count += 1) seen.push((await engine.work('work')).variables['n']);
      expect(seen).toEqual([1, 2, 3, 4]);
      expect(await engine.jobs('work')).toEqual([]);
    });

    it('does not start by a message whose time is over', async () => {
      await engine.deploy(startedBy(['order']));
      await engine.publish('order', 'a');
      await engine.publish('order', 'a', { timeToLiveMs: 1000 });
      await engine.advance(1000);
      await engine.work('work');
      expect(await engine.jobs('work')).toEqual([]);
    });

    it('does not start by a buffered message that the process has had already', async () => {
      await engine.deploy(startedBy(['order']));
      await engine.publish('order', 'a', BUFFERED);
      await engine.work('work');
      expect(await engine.jobs('work')).toEqual([]);
    });

    it('ends with a version that no message starts', async () => {
      await engine.deploy(startedBy(['order'], { type: 'old' }));
      await engine.publish('order', 'a');
      await engine.publish('order', 'a', BUFFERED);
      await engine.deploy(waiting('new'));
      await finish('old');
      expect(await engine.jobs('old')).toEqual([]);
      await engine.publish('order', 'a');
      expect(await engine.jobs('old')).toEqual([]);
    });

    it('goes with an instance that is migrated to another process', async () => {
      await engine.deploy(startedBy(['order']));
      await engine.publish('order', 'a');
      await engine.publish('order', 'a', BUFFERED);
      const [job] = await engine.jobs('work');
      const [other] = await engine.deploy(startedBy(['order'], { type: 'q-work', id: 'q' }));
      await engine.core.submit('migrateInstance', {
        processInstanceKey: job?.processInstanceKey ?? '',
        targetProcessDefinitionKey: other?.key ?? '',
        mappings: [{ sourceElementId: 'work', targetElementId: 'q-work' }],
      });
      expect(await engine.jobs('work')).toHaveLength(1);
      await engine.publish('order', 'a');
      expect(await engine.jobs('q-work')).toEqual([]);
    });
  });
});
