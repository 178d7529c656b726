/**
 * Writes the sample store of the current version: `node --import tsx engine/durability/write-sample-store.ts`. It is done
 * once, when a version is new; from then on the file stays as it is, for it stands for what is out there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SCHEMA_VERSION } from '../state/index.ts';
import { openTestEngine } from '../testing/index.ts';
import { backUp } from '../backup/index.ts';
import { makeSample } from './sample-store.ts';

const file = join(import.meta.dirname, 'stores', `version-${SCHEMA_VERSION}.mdb.gz`);
if (existsSync(file)) throw new Error(`${file} is there already`);
const engine = await openTestEngine();
await makeSample(engine);
const copy = join(engine.dataDir, 'copy');
await backUp(engine.dataDir, copy, engine.core.clock.now());
writeFileSync(file, gzipSync(readFileSync(join(copy, 'data.mdb')), { level: 9 }));
await engine.close();
