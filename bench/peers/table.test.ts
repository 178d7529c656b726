import { describe, expect, it } from '@jest/globals';
import { peerTable, ratios } from './table.ts';

describe('the table of peers', () => {
  it('sets figures to the right and says why a row has none', () => {
    // given
    const rows = [
      {
        engine: 'durable one',
        durable: true,
        w1PerSecond: 104.96,
        w1Plateau: true,
        w2CreateSeconds: 17,
        w2LatenessP50Ms: 4100,
        w2LatenessP99Ms: 8300.4,
      },
      { engine: 'absent', durable: false, skipped: 'mvn is missing', note: 'not said' },
      { engine: 'broken', durable: false, failed: 'it ended' },
    ];
    // when
    const lines = peerTable(rows).split('\n');
    // then
    expect(lines[2]).toBe(
      'durable one  yes      105.0                     17.0          4100.0          8300.4',
    );
    expect(lines[3]).toMatch(/^absent +no .* – skipped: mvn is missing$/);
    expect(lines[4]).toMatch(/– failed: it ended$/);
  });

  it('compares our own engine with each of the others', () => {
    // given
    const rows = [
      { engine: 'ours', durable: true, w1PerSecond: 700 },
      { engine: 'theirs', durable: true, w1PerSecond: 120 },
      { engine: 'absent', durable: true, skipped: 'mvn is missing' },
    ];
    // then
    expect(ratios(rows, 'ours')).toEqual({ theirs: 5.83 });
    expect(peerTable(rows, 'ours')).toMatch(/theirs +yes +120\.0 +5\.83/);
  });

  it('tells how late timers fired by the record of an engine whose lateness counts to its client', () => {
    const table = peerTable([{ engine: 'ours', durable: true, note: 'gRPC', w2RecordedP99Ms: 51 }]);
    expect(table).toContain("– gRPC; W2 p99 by the engine's record: 51.0 ms");
  });

  it('marks a rate that was still changing', () => {
    const table = peerTable([{ engine: 'cold', durable: true, w1PerSecond: 50, w1Plateau: false }]);
    expect(table).toContain('50.0*');
    expect(table).toContain('* no plateau');
  });
});
