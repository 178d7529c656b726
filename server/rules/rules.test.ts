import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestSystem } from '../testing/test-server.ts';
import type { Desk, TestSystem } from '../testing/test-server.ts';

interface Change {
  readonly id: string;
  readonly revision: number;
  readonly state: string;
  readonly files: readonly { readonly ruleId: string; readonly content: string }[];
  readonly versions: readonly string[];
  readonly refusal: { readonly detail: string } | null;
  readonly runId?: string | null;
}

/** What the notice says: enterprise consultations within 4 working hours. */
const TOLD = (xml: string): string => xml.replaceAll('name="时限规则"', 'name="时限规则（2027）"');

describe('rules without code', () => {
  let system: TestSystem;
  let admin: Desk;
  let approver: Desk;
  beforeAll(async () => {
    system = await startTestSystem();
    admin = await system.desk('admin');
    approver = await system.desk('approver');
  }, 180_000);
  afterAll(() => system.stop());

  const begin = async (title: string): Promise<Change> =>
    (await admin.post('/api/rule-changes', { title, reason: '市政府通知' })).body as Change;
  const contentOf = async (ruleId: string): Promise<string> =>
    ((await admin.get(`/api/rules/${encodeURIComponent(ruleId)}`)).body as { content: string }).content;
  const save = async (change: Change, ruleId: string, content: string): Promise<Change> => {
    const url = `/api/rule-changes/${change.id}/files/${encodeURIComponent(ruleId)}`;
    return (await admin.put(url, { content, revision: change.revision })).body as Change;
  };
  const approved = async (change: Change): Promise<Change> => {
    const url = `/api/rule-changes/${change.id}`;
    const submitted = (await admin.post(`${url}/submit`, { revision: change.revision })).body as Change;
    expect(submitted).toMatchObject({ state: 'submitted' });
    const answer = await approver.post(`${url}/approve`, { revision: submitted.revision, note: '同意' });
    expect(answer.body).toMatchObject({ state: 'approved', approver: 'approver' });
    return answer.body as Change;
  };

  it('lists what is in force, with the files of the repository as the first versions', async () => {
    const { items } = (await admin.get('/api/rules')).body as { items: { id: string; inForce: object }[] };
    expect(items.find(({ id }) => id === 'deadlines')).toMatchObject({
      group: 'tables',
      inForce: { number: 1, by: 'system' },
    });
    expect(items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['calendar', 'units', 'catalogue', 'watch-words', 'documents/assignment']),
    );
    expect((await admin.get('/api/rules/documents%2Fassignment')).body).toMatchObject({
      format: 'mustache',
      number: 1,
    });
    const unit = await system.desk('unit.housing-bureau');
    expect((await unit.get('/api/rules')).status).toBe(403);
    expect((await approver.post('/api/rule-changes', { title: 'x' })).status).toBe(403);
  });

  it('brings a change into force that another person approved, and takes it back', async () => {
    const { store } = system.test;
    const before = await contentOf('deadlines');
    const calendar = await contentOf('calendar');
    const draft = await begin('企业咨询四小时');
    const table = await save(draft, 'deadlines', TOLD(before));
    const both = await save(
      table,
      'calendar',
      calendar.replace('workingDayRule: same-time', 'workingDayRule: day-end'),
    );
    expect(both).toMatchObject({ state: 'draft', files: [{ baseNumber: 1 }, { baseNumber: 1 }] });
    expect((await admin.post(`/api/rule-changes/${draft.id}/check`)).body).toEqual({
      problems: expect.any(Array),
    });

    // nobody approves what they wrote, and only an approver does
    const early = await admin.post(`/api/rule-changes/${draft.id}/publish`);
    expect([early.status, (early.body as { code: string }).code]).toEqual([409, 'RULE_CHANGE_STATE']);
    const change = await approved(both);
    expect(await store.notifications.countDocuments({ template: 'rule-change-submitted' })).toBe(1);

    const published = (await admin.post(`/api/rule-changes/${change.id}/publish`)).body as Change;
    expect(published).toMatchObject({
      state: 'published',
      versions: ['deadlines@2', 'calendar@2'],
      previous: ['deadlines@1', 'calendar@1'],
    });
    // the engine has the table, the server the calendar
    expect(await contentOf('deadlines')).toContain('时限规则（2027）');
    const versions = (await admin.get('/api/rules/deadlines/versions')).body as { items: object[] };
    expect(versions.items).toMatchObject([
      { number: 2, state: 'in-force', by: 'admin', approvedBy: 'approver', changeId: change.id },
      { number: 1, state: 'superseded' },
    ]);
    const words = (await admin.get('/api/rules/calendar/versions/1/diff')).body as { words: object[] };
    expect(words.words.length).toBeGreaterThan(0);

    const back = await admin.post(`/api/rule-changes/${change.id}/roll-back`, {
      reason: '通知撤销',
      applyToOpen: true,
    });
    expect(back.body).toMatchObject({ state: 'published', takesBack: change.id, runId: expect.any(String) });
    expect(await contentOf('deadlines')).toBe(before);
    expect(await store.ruleRuns.findById((back.body as Change).runId).lean()).toMatchObject({
      kind: 'undo',
      state: 'waiting',
      options: { numbers: { deadlines: 3, calendar: 3 } },
    });
    const audited = (await store.audit.find({ subject: change.id }).sort({ _id: 1 }).lean()).map(
      ({ action, actor }) => [action.slice('rule-change.'.length), actor],
    );
    expect(audited).toEqual([
      ['created', 'admin'],
      ['submitted', 'admin'],
      ['approved', 'approver'],
      ['scheduled', 'admin'],
      ['published', 'admin'],
      ['rolled-back', 'admin'],
    ]);
  });

  it('answers who saved second with what was saved first, for a merge', async () => {
    const change = await begin('两人同改');
    const first = await save(change, 'watch-words', await contentOf('watch-words'));
    const late = await admin.put(`/api/rule-changes/${change.id}/files/watch-words`, {
      content: '# mine',
      revision: change.revision,
    });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'CONFLICT',
      errors: [{ revision: first.revision, content: first.files[0]?.content, by: 'admin', baseNumber: 1 }],
    });
  });

  it('publishes at a set time', async () => {
    const { store } = system.test;
    await admin.put('/api/clock', { at: '2026-11-24T10:00:00+08:00' });
    const words = await contentOf('watch-words');
    const change = await approved(await save(await begin('定时生效'), 'watch-words', `${words}\n# 定时\n`));
    const scheduled = await admin.post(`/api/rule-changes/${change.id}/publish`, {
      effectiveAt: '2026-12-01T00:00:00+08:00',
    });
    expect(scheduled.body).toMatchObject({
      state: 'scheduled',
      effectiveAt: '2026-12-01T00:00:00+08:00',
    });
    expect(await contentOf('watch-words')).toBe(words);

    await admin.put('/api/clock', { at: '2026-12-01T00:00:01+08:00' });
    const end = performance.now() + 20_000;
    while (performance.now() < end) {
      const found = await store.ruleChanges.findById(change.id).lean();
      if (found?.state === 'published') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await contentOf('watch-words')).toContain('# 定时');
  });

  it('leaves the old version in force when the engine refuses the new one, and says so', async () => {
    const { store } = system.test;
    const before = await contentOf('routing');
    const change = await approved(
      await save(await begin('坏表'), 'merge-rules', await contentOf('merge-rules')),
    );
    // a table that was broken after its check, as a careless hand in the database would do
    await store.ruleChanges.updateOne(
      { _id: change.id },
      {
        $set: {
          'files.0.ruleId': 'routing',
          'files.0.file': 'routing.dmn',
          'files.0.content': '<definitions/>',
        },
      },
    );
    const answer = await admin.post(`/api/rule-changes/${change.id}/publish`);
    expect(answer.body).toMatchObject({ state: 'refused', refusal: { detail: expect.any(String) } });
    expect(await contentOf('routing')).toBe(before);
  });

  it('shows what a draft would make of one order', async () => {
    const answer = await admin.post('/api/rules/what-if', {
      facts: { kind: 'consultation', callerType: 'enterprise', dispatchedAt: '2026-11-24T10:00:00+08:00' },
    });
    expect(answer.body).toMatchObject({
      before: { rule: expect.any(String), deadline: { dueAt: expect.any(String) } },
      after: { limits: expect.any(Object) },
    });
  });
});
