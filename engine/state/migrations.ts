import type { RootDatabase } from 'lmdb';
import { EngineError } from '../errors.ts';

/** A step from one version of what is stored to the next. */
export interface Migration {
  /** The version that it starts from. */
  readonly from: number;
  /** What becomes of the store, for the one who reads the code later. */
  readonly what: string;
  /**
   * Opens the databases that it needs, as they were made, and answers what is then done in a transaction: with synchronous
   * calls only.
   */
  readonly prepare: (env: RootDatabase) => () => void;
}

/**
 * The version of what is stored. It goes up by one, with a migration, when an engine of the version before could not read
 * what this one writes, or the other way round; a field that is added at the end of a row needs neither (row.ts).
 */
export const SCHEMA_VERSION = 2;

/** From the oldest version that can still be read to the current one, without a gap. */
export const MIGRATIONS: readonly Migration[] = [
  {
    from: 1,
    what: 'the log and rows are kept shorter; what is there already is read as it is, and is short once it is written again',
    prepare: () => () => undefined,
  },
];

interface Versions {
  readonly current: number;
  readonly migrations: readonly Migration[];
}

const OURS: Versions = { current: SCHEMA_VERSION, migrations: MIGRATIONS };

/**
 * The migrations that lead from a version to the current one, in order; none when it is the current one.
 * @param where the folder of the store, for the message
 * @throws EngineError INVALID_STATE with the reason when there is no way
 */
export function migrationsFrom(version: unknown, where: string, ours = OURS): readonly Migration[] {
  const { current, migrations } = ours;
  const name = typeof version === 'number' ? `version ${version}` : 'no version';
  const refuse = (why: string): EngineError =>
    new EngineError(
      'INVALID_STATE',
      `the store in ${where} has ${name}, this engine reads version ${current}: ${why}`,
    );
  if (typeof version !== 'number') throw refuse('it is no store of the engine');
  if (version > current)
    throw refuse('it was written by a newer engine; start that one, or restore a backup');
  const way: Migration[] = [];
  for (let at = version; at < current; at += 1) {
    const next = migrations.find(({ from }) => from === at);
    if (next === undefined)
      throw refuse(`nothing leads on from version ${at}; start an engine between the two first`);
    way.push(next);
  }
  return way;
}

/**
 * Brings a store to the current version, in one transaction: it is migrated wholly or not at all, also when the power fails.
 * @param commit runs the transaction, so that it is on disk when it returns
 * @throws EngineError INVALID_STATE when there is no way from its version
 */
export function migrate(
  env: RootDatabase,
  where: string,
  commit: (action: () => void) => void,
  ours = OURS,
): void {
  const meta = env.openDB<unknown, string>({ name: 'meta' });
  const way = migrationsFrom(meta.get('schemaVersion'), where, ours);
  if (way.length === 0) return;
  const steps = way.map(({ prepare }) => prepare(env));
  commit(() => {
    for (const step of steps) step();
    meta.putSync('schemaVersion', ours.current);
  });
}
