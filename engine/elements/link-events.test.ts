import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  flow,
  linkEvent,
  mapping,
  openTestEngine,
  service,
  start,
  type TestEngine,
} from '../testing/index.ts';

const throws = (id: string, name: string, extensions = ''): string =>
  element('intermediateThrowEvent', id, { inside: linkEvent(name), extensions });
const catches = (id: string, name: string, extensions = ''): string =>
  element('intermediateCatchEvent', id, { inside: linkEvent(name), extensions });

describe('link events', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  it('lead from where they are thrown to where they are caught', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          throws('out', 'A', mapping({ outputs: [['=1', 'left']] })),
          chain('start', 'out'),
          catches('in', 'A', mapping({ outputs: [['=left + 1', 'entered']] })),
          service('work'),
          chain('in', 'work'),
        ].join(''),
      }),
    );
    const key = await engine.start();
    expect((await engine.work('work')).variables).toEqual({ left: 1, entered: 2 });
    expect(engine.isActive(key)).toBe(false);
  });

  it('may be thrown from several places, and make a loop', async () => {
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('parallelGateway', 'fork'),
          throws('out1', 'A'),
          throws('out2', 'A'),
          chain('start', 'fork', 'out1'),
          flow('fork', 'out2'),
          catches('in', 'A'),
          service('work'),
          element('exclusiveGateway', 'again', { attributes: 'default="again_done"' }),
          throws('back', 'A'),
          service('done'),
          chain('in', 'work', 'again', 'done'),
          flow('again', 'back', '=retry'),
        ].join(''),
      }),
    );
    await engine.start('p', { retry: true });
    const first = await engine.jobs('work');
    expect(first).toHaveLength(2);
    for (const { key } of first) await engine.core.submit('completeJob', { key, variables: {} });
    for (const { key } of await engine.jobs('work'))
      await engine.core.submit('completeJob', { key, variables: { retry: false } });
    expect(await engine.jobs('done')).toHaveLength(2);
  });

  it('stay in their scope: the same name may stand in a subprocess and around it', async () => {
    const pair = (n: string): string =>
      throws(`out${n}`, 'A') + catches(`in${n}`, 'A') + service(`job${n}`) + chain(`in${n}`, `job${n}`);
    await engine.deploy(
      bpmnFile({
        elements: [
          start(),
          element('subProcess', 'sub', { inside: start('s') + pair('2') + flow('s', 'out2') }),
          pair('1'),
          chain('start', 'sub', 'out1'),
        ].join(''),
      }),
    );
    await engine.start();
    await engine.work('job2');
    expect(await engine.jobs('job1')).toHaveLength(1);
  });
});
