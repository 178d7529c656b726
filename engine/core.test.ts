import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  end,
  flow,
  openTestEngine,
  service,
  start,
  userTask,
  type TestEngine,
} from './testing/index.ts';

const ORDER = bpmnFile({
  elements: [
    start(),
    service('classify'),
    element('exclusiveGateway', 'urgent', { attributes: 'default="urgent_sign"' }),
    service('push'),
    userTask('sign'),
    end(),
    chain('start', 'classify', 'urgent'),
    flow('urgent', 'push', '=urgency = "emergency"'),
    flow('urgent', 'sign'),
    chain('push', 'sign', 'end'),
  ].join(''),
});

describe('the engine core', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('runs a process from its start to its end', async () => {
    // given
    await engine.deploy(ORDER);
    const instance = await engine.start('p', { orderId: '42' });
    // when
    const job = await engine.work('classify', { urgency: 'emergency' });
    // then
    expect(job.variables).toEqual({ orderId: '42' });
    expect(engine.elements(instance)).toEqual(['push']);
    await engine.work('push');
    const task = engine.view(instance, 'sign');
    expect(task.type).toBe('USER_TASK');
    expect(engine.isActive(instance)).toBe(true);
  });

  it('finds everything again after it was closed', async () => {
    // given
    await engine.deploy(ORDER);
    const instance = await engine.start();
    await engine.work('classify', { urgency: 'normal' });
    // when
    await engine.reopen();
    // then
    expect(engine.elements(instance)).toEqual(['sign']);
    await engine.start();
    expect((await engine.job('classify')).processId).toBe('p');
  });

  it('lets a clock that stood still stand there after a restart, until it is reset', async () => {
    const { clock } = engine.core;
    const now = clock.now();
    await engine.reopen();
    expect([engine.core.clock.now(), engine.core.clock.pinned]).toEqual([now, true]);
    // when
    engine.core.clock.reset();
    await engine.reopen();
    // then
    expect(engine.core.clock.pinned).toBe(false);
  });
});
