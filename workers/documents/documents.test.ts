import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadCityConfig } from '@jiesu/store';
import { newOrder, openTestStore } from '@jiesu/store/testing';
import type { TestStore } from '@jiesu/store/testing';
import { ROOT } from '../testing/engine-process.ts';
import { documentIssuer } from './issue.ts';
import type { IssueDocument } from './issue.ts';

const AT = Date.parse('2026-11-24T10:00:00+08:00');

describe('the four documents', () => {
  let test: TestStore;
  let issue: IssueDocument;
  beforeAll(async () => {
    test = await openTestStore();
    issue = documentIssuer(test.store, await loadCityConfig(path.join(ROOT, 'config')));
    await test.store.orders.create(
      newOrder('1', {
        unitId: 'housing-bureau',
        kind: 'help',
        category: 'business-licensing',
        caller: { phone: 'sealed' },
        deadline: {
          startAt: new Date(AT),
          dueAt: new Date('2026-11-30T10:00:00+08:00'),
          basis: '本市规则',
          explanation: { handle: [{ zh: '11月25日 工作日' }] },
        },
      }),
    );
  }, 180_000);
  afterAll(() => test.stop());

  it('numbers them by their order, links them, and issues one a job', async () => {
    const assignment = { orderId: '1', kind: 'assignment' as const, jobKey: 'a', at: AT };
    expect(await issue(assignment)).toEqual({ no: 'JB-JS20261124-1-01' });
    expect(await issue({ ...assignment, at: AT + 60_000 })).toEqual({ no: 'JB-JS20261124-1-01' });
    const closing = { orderId: '1', kind: 'closing' as const, jobKey: 'b', at: AT + 1000 };
    expect(await issue(closing)).toEqual({ no: 'XH-JS20261124-1-02' });

    const stored = await test.store.documents.find().sort({ issuedAt: 1 }).lean();
    expect(stored.map(({ _id, follows, issuedAt }) => [_id, follows, issuedAt.getTime()])).toEqual([
      ['JB-JS20261124-1-01', [], AT],
      ['XH-JS20261124-1-02', ['JB-JS20261124-1-01'], AT + 1000],
    ]);
  });

  it('says what the order said, in words, and nothing of the caller', async () => {
    const { content } = (await test.store.documents.findById('JB-JS20261124-1-01').lean()) ?? {};
    expect(content).toMatchObject({
      unitName: '市住房和城乡建设局',
      kindName: '求助',
      areaName: '东湖区',
      dueAt: '2026-11-30 10:00',
      basis: '本市规则',
      days: ['11月25日 工作日'],
    });
    expect(JSON.stringify(content)).not.toContain('sealed');
  });

  it('issues two at the same time with two numbers', async () => {
    const both = ['c', 'd'].map((jobKey) =>
      issue({ orderId: '1', kind: 'supervision' as const, jobKey, at: AT, occasion: 'due' }),
    );
    expect((await Promise.all(both)).map(({ no }) => no).sort()).toEqual([
      'DB-JS20261124-1-03',
      'DB-JS20261124-1-04',
    ]);
  });
});
