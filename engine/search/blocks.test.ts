import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEngineCore, type OpenEngineCore } from '../core.ts';
import { oneJob } from '../gateway/testing/models.ts';
import type { CollectionName, SearchRequest } from './index.ts';

const HOUR_MS = 3_600_000;
/** Enough that they lie in many blocks of keys. */
const INSTANCES = 300;

describe('an index by blocks of keys', () => {
  let core: OpenEngineCore;
  let dataDir = '';
  let keys: string[] = [];

  const openIt = (): Promise<OpenEngineCore> =>
    openEngineCore({ dataDir, clockControl: true, maxQueue: 1000, recordRetentionMs: 24 * HOUR_MS });

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'engine-blocks-'));
    core = await openIt();
    const content = Buffer.from(oneJob('blocks', 'blocks.work'));
    await core.submit('deploy', { resources: [{ name: 'blocks.bpmn', content }] });
    keys = await Promise.all(Array.from({ length: INSTANCES }, (_, n) => create(n)));
  });
  afterEach(async () => {
    await core.close();
    await rm(dataDir, { recursive: true });
  });

  async function create(n: number): Promise<string> {
    const { processInstanceKey } = await core.submit('createInstance', {
      process: { processId: 'blocks' },
      variables: { orderId: `order-${n}`, district: n % 2 === 0 ? 'east' : 'west' },
      startElementIds: [],
      tags: [`tag-${n % 100}`],
    });
    return processInstanceKey;
  }

  async function found(name: CollectionName, asked: Partial<SearchRequest>) {
    const page = { limit: 1000, from: 0 };
    const request = { filter: {}, anyOf: [], related: [], sort: [], page, ...asked };
    return (await core.search?.find(name, request)) ?? { items: [], totalItems: 0 };
  }

  async function instances(asked: Partial<SearchRequest>): Promise<unknown[]> {
    const { items } = await found('process-instances', asked);
    return items.map(({ processInstanceKey }) => processInstanceKey);
  }

  const withVariable = (name: string, value: string): Partial<SearchRequest> => ({
    related: [{ kind: 'variable', of: 'processInstanceKey', name, value: JSON.stringify(value) }],
  });

  it('finds by values that one has, some have and all have, in order', async () => {
    expect(await instances(withVariable('orderId', 'order-123'))).toEqual([keys[123]]);
    expect(await instances(withVariable('district', 'west'))).toEqual(keys.filter((_, n) => n % 2 === 1));
    expect(await instances({ filter: { tags: 'tag-7' } })).toEqual([keys[7], keys[107], keys[207]]);
    expect(await instances({ filter: { tags: { $in: ['tag-9', 'tag-8'] }, state: 'ACTIVE' } })).toEqual(
      [8, 9, 108, 109, 208, 209].map((n) => keys[n]),
    );
    expect(await instances({ filter: { processDefinitionId: 'blocks' } })).toEqual(keys);
    const { items } = await found('variables', { filter: { name: 'orderId' } });
    expect(items.map(({ value }) => value)).toEqual(keys.map((_, n) => `"order-${n}"`));
  });

  it('pages through blocks in both directions, to the same order', async () => {
    const sort = [{ field: 'processInstanceKey', descending: true }];
    for (const filter of [{ processDefinitionId: 'blocks' }, { state: 'ACTIVE' }, {}]) {
      const seen: unknown[] = [];
      let after: string | undefined;
      do {
        const page = { limit: 70, from: 0, ...(after === undefined ? {} : { after }) };
        const next = await found('process-instances', { filter, sort, page });
        seen.push(...next.items.map((item) => item.processInstanceKey));
        after = 'endCursor' in next ? next.endCursor : undefined;
      } while (after !== undefined);
      expect(seen).toEqual(keys.toReversed());
    }
  });

  it('does not find by a value that is gone', async () => {
    const [first = '', second = ''] = keys;
    await core.submit('setVariables', {
      elementInstanceKey: first,
      variables: { orderId: 'order-new' },
      local: true,
    });
    await core.submit('cancelInstance', { processInstanceKey: second });

    expect(await instances(withVariable('orderId', 'order-0'))).toEqual([]);
    expect(await instances(withVariable('orderId', 'order-new'))).toEqual([first]);
    expect(await instances({ filter: { state: 'TERMINATED' } })).toEqual([second]);
    expect(await instances({ filter: { state: 'ACTIVE' } })).toEqual(keys.filter((key) => key !== second));
  });

  it('sorts by date when the clock was put back, too', async () => {
    core.clock.pin(core.clock.now() - 48 * HOUR_MS);
    const earliest = await create(INSTANCES);
    const sort = [{ field: 'startDate', descending: false }];
    expect((await instances({ sort })).slice(0, 2)).toEqual([earliest, keys[0]]);
  });

  it('forgets what is too old and finds the rest, in the same blocks', async () => {
    const ended = keys.filter((_, n) => n % 3 === 0);
    await Promise.all(
      ended.map((processInstanceKey) => core.submit('cancelInstance', { processInstanceKey })),
    );
    core.clock.pin(core.clock.now() + 30 * HOUR_MS);
    await core.search?.expire();

    const left = keys.filter((_, n) => n % 3 !== 0);
    expect(await instances({})).toEqual(left);
    expect(await instances({ filter: { state: 'TERMINATED' } })).toEqual([]);
    expect(await instances(withVariable('district', 'east'))).toEqual(
      keys.filter((_, n) => n % 3 !== 0 && n % 2 === 0),
    );
    expect(await instances(withVariable('orderId', 'order-3'))).toEqual([]);
  });

  it('is built again when the machine was switched off while it was open', async () => {
    expect(await instances({})).toEqual(keys);
    await core.close();
    // given a mark that was left by another run of the machine
    const mark = join(dataDir, 'search', 'mark.json');
    const { version } = JSON.parse(await readFile(mark, 'utf8')) as { version: number };
    await writeFile(mark, JSON.stringify({ version, bootId: 'another' }));
    await writeFile(join(dataDir, 'search', 'data.mdb'), 'torn');

    core = await openIt();
    expect(await instances({})).toEqual(keys);
  });
});
