import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bpmnFile,
  chain,
  element,
  end,
  openTestEngine,
  service,
  start,
  TEST_NOW,
  timer,
  type TestEngine,
} from '../testing/index.ts';

const HOUR = 3_600_000;

describe('timers', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
  });
  afterEach(() => engine.close());

  const waiting = (inside: string): string =>
    bpmnFile({
      elements:
        start() +
        element('intermediateCatchEvent', 'wait', { inside }) +
        service('after') +
        chain('start', 'wait', 'after'),
    });
  const startedBy = (inside: string, task = 'work'): { name: string; text: string } => ({
    name: 'p.bpmn',
    text: bpmnFile({
      elements: start('start', { inside }) + service(task) + end() + chain('start', task, 'end'),
    }),
  });

  it('fire at a date, never early', async () => {
    await engine.deploy(waiting(timer('timeDate', '=until')));
    const instance = await engine.start('p', { until: '2026-03-02T17:00:00+08:00' });
    await engine.advance(HOUR - 1);
    expect(engine.elements(instance)).toEqual(['wait']);
    await engine.advance(1);
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('fire at once when they are due already', async () => {
    await engine.deploy(waiting(timer('timeDate', '=until')));
    const instance = await engine.start('p', { until: '2020-01-01T00:00:00Z' });
    await engine.core.settled();
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('do not change when what they were made of changes', async () => {
    await engine.deploy(waiting(timer('timeDuration', '=wait')));
    const instance = await engine.start('p', { wait: 'PT1H' });
    await engine.core.submit('setVariables', {
      elementInstanceKey: instance,
      variables: { wait: 'PT9H' },
      local: true,
    });
    await engine.advance(HOUR);
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('fire in due order when the clock moves over many', async () => {
    await engine.deploy(waiting(timer('timeDuration', '=wait')));
    for (const hours of [3, 1, 2]) await engine.start('p', { wait: `PT${hours}H`, hours });
    await engine.advance(10 * HOUR);
    const jobs = await engine.jobs('after');
    expect(jobs.map(({ variables }) => variables['hours'])).toEqual([1, 2, 3]);
  });

  it('fire after a restart that slept over them', async () => {
    await engine.deploy(waiting(timer('timeDuration', 'PT1H')));
    const instance = await engine.start();
    await engine.core.close();
    const { openEngineCore } = await import('../core.ts');
    engine.core = await openEngineCore({ dataDir: engine.dataDir, clockControl: true, maxQueue: 10 });
    engine.core.clock.pin(TEST_NOW + 2 * HOUR);
    await engine.core.settled();
    expect(engine.elements(instance)).toEqual(['after']);
  });

  it('fire by the real clock', async () => {
    engine.core.clock.reset();
    await engine.deploy(waiting(timer('timeDuration', 'PT0.05S')));
    const told = new Promise<void>((resolve) => void engine.core.onJobsAvailable('after', resolve));
    await engine.start();
    await told;
    expect(await engine.jobs('after')).toHaveLength(1);
  });

  it('start processes by a cycle, as often as it says', async () => {
    await engine.deploy(startedBy(timer('timeCycle', 'R2/PT1H')));
    for (let hour = 0; hour < 4; hour += 1) await engine.advance(HOUR);
    expect(await engine.jobs('work')).toHaveLength(2);
  });

  it('start processes by cron', async () => {
    await engine.deploy(startedBy(timer('timeCycle', '0 0 * * * *')));
    for (let hour = 0; hour < 3; hour += 1) await engine.advance(HOUR);
    expect(await engine.jobs('work')).toHaveLength(3);
  });

  it('start only the latest version, and not again for the same content', async () => {
    await engine.deploy(startedBy(timer('timeCycle', 'R/PT1H')));
    await engine.deploy(startedBy(timer('timeCycle', 'R/PT1H'), 'newer'));
    await engine.deploy(startedBy(timer('timeCycle', 'R/PT1H'), 'newer'));
    await engine.advance(HOUR);
    expect(await engine.jobs('work')).toEqual([]);
    expect(await engine.jobs('newer')).toHaveLength(1);
  });

  it('raise an incident when they are no duration', async () => {
    await engine.deploy(waiting(timer('timeDuration', '=wait')));
    await engine.start('p', { wait: 'soon' });
    expect(engine.incident()).toMatchObject({ errorType: 'EXTRACT_VALUE_ERROR', elementId: 'wait' });
  });
});
