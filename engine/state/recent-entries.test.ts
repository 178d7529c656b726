import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RecentEntries } from './recent-entries.ts';
import { Store } from './store.ts';

describe('the newest entries of the log', () => {
  it('are found by any of their positions until they are dropped', () => {
    const recent = new RecentEntries();
    for (const first of [11, 14, 17]) recent.add({ first, last: first + 2, bytes: new Uint8Array(10) });
    const firstOf = (position: number): number | undefined => recent.at(position)?.first;
    expect([10, 11, 13, 14, 19, 20].map(firstOf)).toEqual([undefined, 11, 11, 14, 17, undefined]);
    recent.dropUpTo(14);
    expect([13, 14, 17].map(firstOf)).toEqual([undefined, 14, 17]);
    recent.dropFrom(17);
    expect([14, 17].map(firstOf)).toEqual([14, undefined]);
    recent.add({ first: 17, last: 17, bytes: new Uint8Array(10) });
    expect([17, 18].map(firstOf)).toEqual([17, undefined]);
  });

  it('are never more than 16 MB, the oldest are given up', () => {
    const recent = new RecentEntries();
    const megabyte = new Uint8Array(1024 * 1024);
    for (let first = 1; first <= 20; first += 1) recent.add({ first, last: first, bytes: megabyte });
    expect([1, 4, 5, 20].map((position) => recent.at(position)?.first)).toEqual([
      undefined,
      undefined,
      5,
      20,
    ]);
    recent.add({ first: 21, last: 21, bytes: new Uint8Array(17 * 1024 * 1024) });
    expect(recent.at(20)).toBeUndefined();
    expect(recent.at(21)).toBeUndefined();
  });
});

describe('a log that someone follows', () => {
  let dataDir: string;
  let store: Store;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'engine-log-'));
    store = new Store(dataDir);
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const commit = (...notes: unknown[]): void =>
    store.transaction(() => {
      for (const [index, note] of notes.entries()) {
        store.log.append(index, 'THING', 'CREATED', index, [note]);
        store.work.flush();
      }
    });

  it('reads the same from memory, from the file, and from both', async () => {
    commit('first', '工单');
    store.log.follow();
    commit('third', undefined, 'x'.repeat(5000), { a: [1, null, undefined] });
    commit('seventh');
    const read = [1, 2, 3, 4, 7, 8].map((from) => [...store.log.read(from)]);
    store.log.release(4);
    expect([1, 2, 3, 4, 7, 8].map((from) => [...store.log.read(from)])).toEqual(read);
    store.log.release(7);
    expect([1, 2, 3, 4, 7, 8].map((from) => [...store.log.read(from)])).toEqual(read);
    expect(read.map((commands) => commands.map(({ position }) => position))).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      [2, 3, 4, 5, 6, 7],
      [3, 4, 5, 6, 7],
      [4, 5, 6, 7],
      [7],
      [],
    ]);
    expect(read[3]?.[0]?.records).toEqual([['THING', 'CREATED', 1, [null]]]);
    await store.close();
    store = new Store(dataDir);
    expect([...store.log.read(1)]).toEqual(read[0]);
  });

  it('keeps in memory nothing of a transaction that failed, and nothing that was trimmed', () => {
    store.log.follow();
    commit('a');
    expect(() =>
      store.transaction(() => {
        store.log.append(1, 'THING', 'CREATED', 1, ['lost']);
        store.work.flush();
        store.log.write();
        throw new Error('full');
      }),
    ).toThrow('full');
    commit('b');
    const notes = (): unknown[] => [...store.log.read(1)].map(({ records }) => records[0]?.[3]);
    expect(notes()).toEqual([['a'], ['b']]);
    store.transaction(() => store.log.trim(1000, 10));
    expect(notes()).toEqual([['b']]);
  });
});
