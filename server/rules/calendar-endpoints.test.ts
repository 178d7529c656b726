import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startTestSystem } from '../testing/test-server.ts';
import type { Desk, TestSystem } from '../testing/test-server.ts';

interface MonthAnswer {
  readonly days: readonly { readonly date: string; readonly kind: string; readonly hours: string[] }[];
  readonly lastPublishedDay: string;
  readonly warnings: readonly object[];
  readonly changes: readonly { readonly zh: string }[];
}

const NOTICE = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。`;

describe('the calendar page', () => {
  let system: TestSystem;
  let admin: Desk;
  let calendar: { readonly localDays: readonly object[]; readonly published: readonly object[] };
  beforeAll(async () => {
    system = await startTestSystem();
    admin = await system.desk('admin');
    const { content } = (await admin.get('/api/rules/calendar')).body as { content: string };
    calendar = parse(content) as typeof calendar;
  }, 180_000);
  afterAll(() => system.stop());

  const monthOf = async (body: object): Promise<MonthAnswer> =>
    (await admin.post('/api/rules/calendar/month', body)).body as MonthAnswer;

  it('shows a month of a draft and what differs from what is in force', async () => {
    const day = {
      kind: 'make-up',
      date: '2026-11-28',
      zh: '大会战',
      en: 'Campaign',
      hours: ['09:00-17:30'],
      notice: '市府通知',
    };
    const draft = { ...calendar, localDays: [...calendar.localDays, day] };
    const answer = await monthOf({ calendar: draft, month: '2026-11' });

    expect(answer.days).toHaveLength(30);
    expect(answer.days[27]).toMatchObject({ date: '2026-11-28', kind: 'make-up', hours: ['09:00-17:30'] });
    expect(answer.changes.map(({ zh }) => zh)).toEqual([
      '2026年11月28日（周六）改为上班 09:00–17:30:大会战调休上班(市府通知)',
    ]);
    expect(answer).toMatchObject({ lastPublishedDay: '2026-12-31', warnings: [] });
  });

  it('shows a month of a unit, of the years before the calendar, and of none', async () => {
    const unit = await monthOf({ calendar, month: '2026-12', unit: 'human-resources-bureau' });
    expect(unit.days[17]).toMatchObject({ date: '2026-12-18', kind: 'closure' });
    const old = await monthOf({ calendar, month: '2005-12' });
    expect(old.days[30]).toMatchObject({ date: '2005-12-31', kind: 'make-up' });
    expect((await admin.post('/api/rules/calendar/month', { calendar, month: '1999-12' })).status).toBe(422);
    expect((await admin.post('/api/rules/calendar/month', { calendar: {}, month: '2026-12' })).status).toBe(
      422,
    );
  });

  it('shows what an import would change, and stores nothing', async () => {
    const importing = async (text: string): Promise<Record<string, unknown>> =>
      (await admin.post('/api/rules/calendar/import', { calendar, kind: 'notice', text })).body as Record<
        string,
        unknown
      >;
    const answer = await importing(NOTICE);
    expect(answer['errors']).toEqual([]);
    expect(answer['published']).toHaveLength(4);
    expect(answer['changes']).toEqual([
      expect.objectContaining({ zh: '最后公布日由 2026-12-31 改为 2027-12-31' }),
      expect.objectContaining({ zh: '新增2027年放假安排(国办发明电〔2026〕9号):元旦,调休上班 0 天' }),
    ]);

    const wrong = await importing(NOTICE.replace('共3天', '共4天'));
    expect(wrong['errors']).toEqual([{ zh: '写明共4天,日期却是3天', en: expect.any(String), line: 3 }]);
    expect(wrong['published']).toEqual(calendar.published);
  });

  it('is not for everybody', async () => {
    const unit = await system.desk('unit.housing-bureau');
    expect((await unit.post('/api/rules/calendar/month', { calendar, month: '2026-12' })).status).toBe(403);
    const auditor = await system.desk('auditor');
    const body = { calendar, kind: 'notice', text: NOTICE };
    expect((await auditor.post('/api/rules/calendar/import', body)).status).toBe(403);
  });
});
