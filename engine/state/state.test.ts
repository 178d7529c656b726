import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { indexText } from './ordered-index.ts';
import { rowCodec } from './row.ts';
import { Store } from './store.ts';

interface Thing {
  readonly key: number;
  name: string;
  note: string | null;
}

const codec = rowCodec<Thing>(['key', 'name', 'note']);

describe('the store', () => {
  let dataDir: string;
  let store: Store;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'engine-store-'));
    store = new Store(dataDir);
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const commit = (): void => store.transaction(() => store.work.flush());

  describe('tables', () => {
    it('show a command its own changes, and others only what is committed', () => {
      const table = store.table<number, Thing>('things', codec);
      table.insert(1, { key: 1, name: 'a', note: null });
      expect(table.get(1)?.name).toBe('a');
      expect(table.peek(1)).toBeUndefined();
      commit();
      expect(table.peek(1)).toEqual({ key: 1, name: 'a', note: null });
    });

    it('give one object for a record, so that no change is lost', () => {
      const table = store.table<number, Thing>('things', codec);
      table.insert(1, { key: 1, name: 'a', note: null });
      commit();
      const [one, other] = [table.get(1), table.get(1)];
      expect(one).toBe(other);
      if (one !== undefined) one.name = 'b';
      if (other !== undefined) table.put(1, { ...other, note: 'n' });
      commit();
      expect(table.peek(1)).toEqual({ key: 1, name: 'b', note: 'n' });
    });

    it('forget what is discarded, and what was made and removed at once', () => {
      const table = store.table<number, Thing>('things', codec);
      table.insert(1, { key: 1, name: 'a', note: null });
      commit();
      table.remove(1);
      expect(table.get(1)).toBeUndefined();
      store.work.discard();
      expect(table.get(1)?.name).toBe('a');
      table.insert(2, { key: 2, name: 'b', note: null });
      table.remove(2);
      commit();
      expect(table.peekKeys()).toEqual([1]);
    });

    it('keep what was used last in memory, but nothing that did not happen', () => {
      const table = store.table<number, Thing>('things', codec);
      const stored = { key: 1, name: 'a', note: null };
      table.insert(1, { ...stored });
      commit();
      const kept = table.get(1);
      commit();
      expect(table.get(1)).toBe(kept);
      if (kept !== undefined) kept.name = 'changed by a command that fails';
      store.work.discard();
      expect(table.get(1)).toEqual(stored);
      expect(() =>
        store.transaction(() => {
          table.put(1, { ...stored, name: 'in a transaction that fails' });
          table.insert(2, { ...stored, key: 2 });
          store.work.flush();
          throw new Error('full');
        }),
      ).toThrow('full');
      expect([table.get(1), table.get(2)]).toEqual([stored, undefined]);
    });

    it('keep no more than a thousand in memory, and none that is not to be', () => {
      const table = store.table<number, Thing>('things', codec, { isKept: ({ name }) => name === 'a' });
      for (let key = 1; key <= 1002; key += 1)
        table.insert(key, { key, name: key === 1002 ? 'b' : 'a', note: null });
      commit();
      const [dropped, kept, refused] = [1, 2, 1002].map((key) => table.get(key));
      commit();
      expect(table.get(2)).toBe(kept);
      expect(table.get(1002)).not.toBe(refused);
      expect(dropped).toEqual({ key: 1, name: 'a', note: null });
    });

    it('read rows that were written before a field was added', () => {
      const old = store.table<number, Pick<Thing, 'key' | 'name'>>('things', rowCodec(['key', 'name']));
      old.insert(1, { key: 1, name: 'a' });
      commit();
      expect(store.table<number, Thing>('things', codec).peek(1)).toEqual({ key: 1, name: 'a', note: null });
    });
  });

  describe('indexes', () => {
    it('scan in order over what is committed and what has changed', () => {
      const index = store.index<number>('index');
      index.insert(['b', 2], 2);
      index.insert(['a', 9], 9);
      index.insert(['b', 10], 10);
      index.insert(['bb', 1], 1);
      commit();
      index.insert(['b', 1], 1);
      index.insert(['b', 11], 11);
      index.remove(['b', 2]);
      index.put(['b', 10], 100);
      expect([...index.scan(['b'])]).toEqual([
        [['b', 1], 1],
        [['b', 10], 100],
        [['b', 11], 11],
      ]);
      expect(index.get(['b', 2])).toBeUndefined();
      store.work.discard();
      expect([...index.scan(['b'])].map(([, value]) => value)).toEqual([2, 10]);
      expect([...index.peekScan([])].map(([, value]) => value)).toEqual([9, 2, 10, 1]);
    });

    it('take text of any length, and keep different texts apart', () => {
      const texts = ['x'.repeat(5000), `${'x'.repeat(5000)}y`, 'a\u0000b', 'a', 'ab', '工单', ''];
      expect(new Set(texts.map(indexText)).size).toBe(texts.length);
      const index = store.index<number>('index');
      for (const [n, text] of texts.entries()) index.insert([indexText(text), n], n);
      commit();
      for (const [n, text] of texts.entries())
        expect([...index.scan([indexText(text)])].map(([, value]) => value)).toEqual([n]);
    });
  });

  it('logs what commands did, and trims what is old', () => {
    store.log.append(1000, 'JOB', 'CREATED', 1, ['a']);
    store.log.append(1000, 'JOB', 'COMPLETED', 1, ['a']);
    commit();
    store.log.append(2000, 'JOB', 'CREATED', 2, ['b']);
    commit();
    expect([...store.log.read(1)]).toEqual([
      {
        position: 1,
        timestamp: 1000,
        records: [
          ['JOB', 'CREATED', 1, ['a']],
          ['JOB', 'COMPLETED', 1, ['a']],
        ],
      },
      { position: 2, timestamp: 2000, records: [['JOB', 'CREATED', 2, ['b']]] },
    ]);
    store.transaction(() => expect(store.log.trim(2000, 10)).toBe(1));
    expect([...store.log.read(0)].map(({ position }) => position)).toEqual([2]);
  });

  it('finds a command by its position among those of its commit', () => {
    for (let n = 1; n <= 5; n += 1) {
      store.log.append(n, 'JOB', 'CREATED', n, null);
      if (n === 3) continue;
      store.work.flush();
    }
    commit();
    expect(
      [...store.log.read(3)].map(({ position, records }) => [position, records.map(([, , key]) => key)]),
    ).toEqual([
      [3, [3, 4]],
      [4, [5]],
    ]);
  });

  it('leaves nothing of a transaction that failed', () => {
    const table = store.table<number, Thing>('things', codec);
    table.insert(1, { key: 1, name: 'a', note: null });
    store.log.append(1, 'THING', 'CREATED', 1, null);
    expect(() =>
      store.transaction(() => {
        store.work.flush();
        throw new Error('full');
      }),
    ).toThrow('full');
    expect(table.peek(1)).toBeUndefined();
    store.log.append(2, 'THING', 'CREATED', 2, null);
    commit();
    expect([...store.log.read(0)].map(({ position }) => position)).toEqual([1]);
  });

  it('refuses a store of another version', async () => {
    const { open } = await import('lmdb');
    await store.close();
    const env = open({ path: dataDir, maxDbs: 40 });
    await env.openDB({ name: 'meta' }).put('schemaVersion', 99);
    await env.close();
    expect(() => new Store(dataDir)).toThrow(/version 99/);
    const again = open({ path: dataDir, maxDbs: 40 });
    await again.openDB({ name: 'meta' }).put('schemaVersion', 1);
    await again.close();
    store = new Store(dataDir);
  });
});
