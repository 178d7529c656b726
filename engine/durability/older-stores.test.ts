import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { openEngineCore } from '../core.ts';
import { SCHEMA_VERSION } from '../state/index.ts';
import { TEST_NOW, TestEngine } from '../testing/index.ts';
import { StoredContent } from '../testing/stored-content.ts';
import { finishSample, OPEN_IN_SAMPLE } from './sample-store.ts';

const STORES = join(import.meta.dirname, 'stores');
const files = (await readdir(STORES)).sort();

it('there is a store of every version', () => {
  const versions = Array.from({ length: SCHEMA_VERSION }, (_, index) => `version-${index + 1}.mdb.gz`);
  expect(files).toEqual(versions.sort());
});

describe.each(files)('the store that was written by an engine of %s', (file) => {
  it('is opened by this one, which finishes what was begun', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'engine-older-'));
    await writeFile(join(dataDir, 'data.mdb'), gunzipSync(await readFile(join(STORES, file))));
    const core = await openEngineCore({ dataDir, clockControl: true, maxQueue: 100 });
    core.clock.pin(TEST_NOW);
    await core.settled();
    const engine = new TestEngine(core, dataDir);
    const content = new StoredContent(dataDir);
    expect(content.contradictions()).toEqual([]);
    const [root] = content.instances();
    const open = content.instances().filter(({ type }) => type !== 'PROCESS');
    expect(open.map(({ elementId }) => elementId).sort()).toEqual([...OPEN_IN_SAMPLE].sort());
    const variables = content.state.variables.peek(root?.key ?? 0);
    expect(variables?.get('nested')?.value).toEqual({ list: [1, 'two', null, true] });
    expect(variables?.get('text')?.value).toBe('工单'.repeat(200));

    await finishSample(engine, String(root?.key));

    content.refresh();
    expect(content.leftovers()).toEqual([]);
    expect(content.contradictions()).toEqual([]);
    await content.close();
    await engine.close();
  });
});
