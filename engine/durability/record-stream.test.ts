import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordLines, type RecordSource } from '../records/index.ts';
import { Store } from '../state/index.ts';
import { bpmnFile, chain, end, openTestEngine, service, start, type TestEngine } from '../testing/index.ts';

const MODEL = bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') });

interface Line {
  readonly position: number;
  readonly index: number;
  readonly valueType: string;
  readonly intent: string;
}

async function linesFrom(source: RecordSource, from: number): Promise<Line[]> {
  const lines: Line[] = [];
  const options = { from, follow: false, signal: new AbortController().signal };
  for await (const text of recordLines(source, options)) {
    for (const line of text.split('\n')) if (line !== '') lines.push(JSON.parse(line) as Line);
  }
  return lines;
}

describe('the record stream', () => {
  let engine: TestEngine;
  beforeEach(async () => {
    engine = await openTestEngine();
    await engine.deploy(MODEL);
  });
  afterEach(() => engine.close());

  it('read in parts, with restarts between them, has every record once and in order', async () => {
    const read: Line[] = [];
    let next = 1;
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([1, 2, 3].map(() => engine.start()));
      for (const { key } of await engine.jobs('work'))
        await engine.core.submit('completeJob', { key, variables: { round } });
      const lines = await linesFrom(engine.core.records, next);
      read.push(...lines);
      next = (lines.at(-1)?.position ?? next) + 1;
      await engine.reopen();
    }
    expect(read).toEqual(await linesFrom(engine.core.records, 1));
    const positions = [...new Set(read.map(({ position }) => position))];
    expect(positions).toEqual(positions.map((_, index) => index + 1));
    expect(read.filter(({ valueType, intent }) => `${valueType} ${intent}` === 'JOB COMPLETED')).toHaveLength(
      12,
    );
  });

  it('goes on behind what the retention has removed, and counts on after it', async () => {
    await engine.start();
    await engine.core.settled();
    const last = engine.core.records.lastPosition;
    // when everything that may go is gone
    const store = new Store(engine.dataDir);
    store.transaction(() => store.log.trim(Number.MAX_SAFE_INTEGER, 1000));
    await store.close();
    await engine.reopen();
    // then
    expect(engine.core.records.firstPosition).toBeGreaterThan(1);
    expect(engine.core.records.lastPosition).toBe(last);
    await engine.start();
    const positions = (await linesFrom(engine.core.records, 1)).map(({ position }) => position);
    expect(positions[0]).toBe(engine.core.records.firstPosition);
    expect(positions.at(-1)).toBe(last + 1);
  });
});
