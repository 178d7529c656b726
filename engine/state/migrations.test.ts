import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open, type RootDatabase } from 'lmdb';
import { migrate, migrationsFrom, MIGRATIONS, SCHEMA_VERSION, type Migration } from './migrations.ts';
import { Store } from './store.ts';

/** From 1 to 2 names are written in capitals, from 2 to 3 they get a mark. */
const MIGRATIONS_TO_3: readonly Migration[] = [
  { from: 1, what: 'names in capitals', prepare: (env) => rewriteNames(env, (name) => name.toUpperCase()) },
  { from: 2, what: 'names with a mark', prepare: (env) => rewriteNames(env, (name) => `${name}!`) },
];

function rewriteNames(env: RootDatabase, change: (name: string) => string): () => void {
  const names = env.openDB<string, number>({ name: 'names' });
  return () => {
    for (const { key, value } of names.getRange()) names.putSync(key, change(value));
  };
}

describe('a store of an older version', () => {
  let dataDir: string;
  let env: RootDatabase;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'engine-migrations-'));
    env = open({ path: dataDir, noSubdir: false, maxDbs: 10 });
  });
  afterEach(async () => {
    await env.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const versionNow = (): unknown => env.openDB({ name: 'meta' }).get('schemaVersion');
  const nameNow = (): unknown => env.openDB({ name: 'names' }).get(1);
  const migrateTo3 = (migrations = MIGRATIONS_TO_3): void =>
    migrate(env, dataDir, (action) => env.transactionSync(action), { current: 3, migrations });

  async function givenStore(version: unknown): Promise<void> {
    await env.openDB({ name: 'meta' }).put('schemaVersion', version);
    await env.openDB({ name: 'names' }).put(1, 'chen');
  }

  it('is brought to the current one, step by step', async () => {
    await givenStore(1);
    migrateTo3();
    expect([versionNow(), nameNow()]).toEqual([3, 'CHEN!']);
  });

  it('begins in the middle of the way', async () => {
    await givenStore(2);
    migrateTo3();
    expect([versionNow(), nameNow()]).toEqual([3, 'chen!']);
  });

  it('is left alone when it is of the current version', async () => {
    await givenStore(3);
    migrateTo3();
    expect([versionNow(), nameNow()]).toEqual([3, 'chen']);
  });

  it('stays as it was when a step fails', async () => {
    await givenStore(1);
    const failing: Migration = {
      from: 2,
      what: 'fails',
      prepare: () => () => {
        throw new Error('no space left');
      },
    };
    expect(() => migrateTo3([...MIGRATIONS_TO_3.slice(0, 1), failing])).toThrow('no space left');
    expect([versionNow(), nameNow()]).toEqual([1, 'chen']);
  });

  it.each([
    ['is newer', 4, /has version 4, this engine reads version 3: it was written by a newer engine/],
    ['is too old', 0, /has version 0, this engine reads version 3: nothing leads on from version 0/],
    ['is something else', undefined, /has no version, this engine reads version 3: it is no store/],
  ])('is refused with the reason when it %s', async (_what, version, reason) => {
    await givenStore(version);
    const refusal = expect.objectContaining({
      code: 'INVALID_STATE',
      message: expect.stringMatching(reason),
    });
    expect(() => migrateTo3()).toThrow(refusal);
    expect(nameNow()).toBe('chen');
  });
});

describe('the engine', () => {
  it('can migrate every version that it has not given up', () => {
    const oldest = Math.min(SCHEMA_VERSION, ...MIGRATIONS.map(({ from }) => from));
    for (let version = oldest; version <= SCHEMA_VERSION; version += 1)
      expect(migrationsFrom(version, 'here')).toHaveLength(SCHEMA_VERSION - version);
  });

  it('refuses a folder of a newer engine, and does not keep it open', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'engine-newer-'));
    const env = open({ path: dataDir, noSubdir: false, maxDbs: 10 });
    await env.openDB({ name: 'meta' }).put('schemaVersion', SCHEMA_VERSION + 1);
    expect(() => new Store(dataDir)).toThrow(/written by a newer engine/);
    await env.close();
    await rm(dataDir, { recursive: true, force: true });
  });
});
