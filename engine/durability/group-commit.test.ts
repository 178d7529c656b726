import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { bpmnFile, chain, end, openTestEngine, service, start, type TestEngine } from '../testing/index.ts';
import { StoredContent } from '../testing/stored-content.ts';

const MODEL = bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') });

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await engine.deploy(MODEL);
});
afterEach(() => engine.close());

it('many commands share a commit, and each is answered when it is in the store', async () => {
  const content = new StoredContent(engine.dataDir);
  const before = engine.core.stats();
  const answered = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const key = Number(await engine.start());
      // Another reader than the engine sees it at the moment of the answer.
      content.refresh();
      return content.state.instances.peek(key) !== undefined;
    }),
  );
  const after = engine.core.stats();
  const grown = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
  expect(answered).toEqual(answered.map(() => true));
  expect(grown('commands_total')).toBe(200);
  expect(grown('commits_total')).toBeLessThan(40);
  await content.close();
});

it('a command that is refused spoils nothing of those that share its commit', async () => {
  const outcomes = await Promise.allSettled([
    engine.start(),
    engine.start('unknown'),
    engine.start(),
    engine.core.submit('completeJob', { key: '1', variables: {} }),
    engine.start(),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  const content = new StoredContent(engine.dataDir);
  expect(content.contradictions()).toEqual([]);
  expect(content.jobs()).toHaveLength(3);
  await content.close();
});
