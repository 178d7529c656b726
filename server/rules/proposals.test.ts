import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startTestSystem } from '../testing/test-server.ts';
import type { TestSystem } from '../testing/test-server.ts';

const ID = 'proposal:o1:7';
const PATH = `/api/catalogue/proposals/${encodeURIComponent(ID)}`;

interface Change {
  readonly state: string;
  readonly title: string;
  readonly files: readonly { readonly ruleId: string; readonly content: string }[];
}
interface Catalogue {
  readonly categories: readonly { readonly id: string; readonly units: readonly object[] }[];
}

describe('what rulings propose for the dispatch catalogue', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
    await system.test.store.catalogueVersions.create({
      _id: ID,
      version: 2,
      state: 'proposed',
      source: 'ruling',
      entry: { category: 'pollution', area: 'donghu', unitId: 'urban-management', disputeId: 'o1:7' },
      at: new Date('2026-03-06T15:30:00+08:00'),
      by: 'meeting',
    });
  }, 180_000);
  afterAll(() => system.stop());

  it('is drafted once as a change of rules, which the approval and the publication go on with', async () => {
    const admin = await system.desk('admin');
    const first = await admin.post(`${PATH}/draft`);
    const again = await admin.post(`${PATH}/draft`);

    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const { changeId } = first.body as { changeId: string };
    const change = (await admin.get(`/api/rule-changes/${changeId}`)).body as Change;
    expect(change).toMatchObject({ state: 'draft', title: '派单目录:东湖区“环境污染”由市城市管理局主办' });
    const { categories } = parse(change.files[0]?.content ?? '') as Catalogue;
    expect(categories.find(({ id }) => id === 'pollution')?.units[0]).toEqual({
      unit: 'urban-management',
      areas: ['donghu'],
    });
    const check = await admin.post(`/api/rule-changes/${changeId}/check`);
    expect(check.body).toMatchObject({ problems: [] });
    const listed = await (await system.desk('dispatcher')).get('/api/catalogue/proposals');
    expect(listed.body).toMatchObject({
      items: [{ id: ID, state: 'proposed', changeId, changeState: 'draft' }],
    });
  });

  it('may be left, and is for the admin to decide', async () => {
    expect((await (await system.desk('secretary')).post(`${PATH}/withdraw`)).status).toBe(403);
    const unit = await system.desk('unit.housing-bureau');
    expect((await unit.get('/api/catalogue/proposals')).status).toBe(403);
    const admin = await system.desk('admin');
    expect((await admin.post(`${PATH}/withdraw`)).status).toBe(204);
    expect((await admin.post(`${PATH}/draft`)).status).toBe(409);
  });
});
