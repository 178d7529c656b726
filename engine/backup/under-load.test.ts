import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEngineCore } from '../core.ts';
import {
  bpmnFile,
  boundary,
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
  userTask,
  type TestEngine,
} from '../testing/index.ts';
import { StoredContent } from '../testing/stored-content.ts';
import { backUp } from './back-up.ts';
import { restore } from './restore.ts';

const NOW = Date.parse('2026-03-02T08:00:00Z');
const BACKUPS = 4;

const MODEL = bpmnFile({
  root: message('paid', '=order'),
  elements: [
    start(),
    element('parallelGateway', 'fork'),
    service('work'),
    userTask('check'),
    boundary('late', 'check', timer('timeDuration', 'PT24H')),
    element('intermediateCatchEvent', 'paid', { inside: messageEvent('paid') }),
    element('parallelGateway', 'join'),
    end(),
    end('given-up'),
    chain('start', 'fork', 'work', 'join', 'end'),
    chain('fork', 'check', 'join'),
    chain('fork', 'paid', 'join'),
    flow('late', 'given-up'),
  ].join(''),
});

describe('a backup under load', () => {
  let engine: TestEngine;
  let folder: string;
  beforeEach(async () => {
    engine = await openTestEngine();
    folder = await mkdtemp(join(tmpdir(), 'engine-backups-'));
    await engine.deploy(MODEL);
  });
  afterEach(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts instances, works, publishes, until it is told to stop. Answers keys in the order of their acknowledgement. */
  async function load(until: AbortSignal, created: string[]): Promise<void> {
    for (let n = 0; !until.aborted; n += 1) {
      const keys = await Promise.all([1, 2, 3].map((m) => engine.start('p', { order: `${n}.${m}` })));
      created.push(...keys);
      const jobs = await engine.jobs('work', { maxJobs: 2 });
      await Promise.all([
        ...jobs.map(({ key }) => engine.core.submit('completeJob', { key, variables: { n } })),
        engine.publish('paid', `${n}.1`, { variables: { amount: n } }),
        engine.publish('paid', 'nobody', { timeToLiveMs: 60_000 }),
        engine.core.submit('cancelInstance', { processInstanceKey: keys[2] ?? '' }),
      ]);
    }
  }

  it('is the store at one moment, with all that was answered before it began', async () => {
    const stop = new AbortController();
    const created: string[] = [];
    const loads = [load(stop.signal, created)];
    await engine.core.settled();
    const copies: { readonly copy: string; readonly before: number; readonly lastPosition: number }[] = [];
    for (let n = 0; n < BACKUPS; n += 1) {
      const before = engine.core.records.lastPosition;
      const copy = join(folder, `copy-${n}`);
      const { lastPosition } = await backUp(engine.dataDir, copy, NOW);
      copies.push({ copy, before, lastPosition });
    }
    stop.abort();
    await Promise.all(loads);
    // The load went on all the time.
    expect(engine.core.records.lastPosition).toBeGreaterThan(copies.at(-1)?.lastPosition ?? Infinity);
    for (const { copy, before, lastPosition } of copies) {
      expect(lastPosition).toBeGreaterThanOrEqual(before);
      const content = new StoredContent(copy);
      expect(content.contradictions()).toEqual([]);
      await content.close();
    }
  });

  it('restored, goes on where it was', async () => {
    const stop = new AbortController();
    const created: string[] = [];
    const loads = [load(stop.signal, created)];
    await Promise.all([1, 2, 3, 4].map(() => engine.start('p', { order: 'kept' })));
    const { lastPosition } = await backUp(engine.dataDir, join(folder, 'copy'), NOW);
    stop.abort();
    await Promise.all(loads);

    const restored = join(folder, 'restored');
    await restore(join(folder, 'copy'), restored);
    const core = await openEngineCore({ dataDir: restored, clockControl: true, maxQueue: 2000 });
    core.clock.pin(NOW);
    await core.settled();
    expect(core.records.lastPosition).toBe(lastPosition);

    // Every instance that is there can be ended, and leaves nothing.
    const content = new StoredContent(restored);
    const roots = content.instances().filter(({ type }) => type === 'PROCESS');
    expect(roots.length).toBeGreaterThanOrEqual(4);
    await Promise.all(
      roots.map(({ key }) => core.submit('cancelInstance', { processInstanceKey: String(key) })),
    );
    core.clock.pin(NOW + 3_600_000);
    await core.settled();
    content.refresh();
    expect(content.leftovers()).toEqual([]);
    expect(content.contradictions()).toEqual([]);
    await content.close();
    await core.close();
  });
});
