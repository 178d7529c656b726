import { open, type Database, type RootDatabase } from 'lmdb';
import { COLLECTIONS, type CollectionName } from './collections.ts';
import { Entries } from './entries.ts';
import type { IndexFolder } from './folder.ts';
import { Names } from './names.ts';

/** Encoding of rows: plain msgpack, without names of fields. */
const ROW_ENCODING = { useRecords: false, encodeUndefinedAsNil: true } as const;
/** LZ4 for values of variables above so many bytes. */
const COMPRESSED = { compression: { threshold: 200 } } as const;
/** Address space that the file is mapped into. One that is larger gets more, but is mapped twice while it is open. */
const MAP_BYTES = 2 ** 36;

export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as readonly CollectionName[];

/** The databases of the index. */
export interface Environment {
  readonly root: RootDatabase;
  readonly meta: Database<number, string>;
  readonly documents: ReadonlyMap<CollectionName, Database<unknown[], number>>;
  /** [process instance, first key of a part] → [number of the collection, key − process instance, …] */
  readonly contents: Database<number[], [number, number]>;
  /** [end in epoch ms, process instance] → 1 */
  readonly ended: Database<number, [number, number]>;
  readonly entries: Entries;
  readonly names: Names;
}

/** Opens the databases in a folder. Nothing else may have it open. */
export function openEnvironment(folder: IndexFolder): Environment {
  const root = open({
    path: folder.path,
    noSubdir: false,
    maxDbs: 32,
    mapSize: MAP_BYTES,
    noSync: folder.lazy,
    noMemInit: true,
  });
  const database = <V, K extends number | (number | string)[]>(name: string, options = {}): Database<V, K> =>
    root.openDB<V, K>({ name, ...ROW_ENCODING, ...options });
  const documents = new Map<CollectionName, Database<unknown[], number>>();
  for (const name of COLLECTION_NAMES)
    documents.set(name, database(name, name === 'variables' ? COMPRESSED : {}));
  return {
    root,
    meta: root.openDB<number, string>({ name: 'meta' }),
    documents,
    contents: database('contents'),
    ended: database('ended'),
    entries: new Entries(database('entries')),
    names: new Names({ definitions: database('definitions'), elements: database('elements') }),
  };
}
