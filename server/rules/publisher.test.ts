import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { pino } from 'pino';
import { AuditLog, RulesInForce, seedRuleVersions } from '@jiesu/store';
import type { RuleChangeDocument } from '@jiesu/store';
import { openTestStore } from '../../store/testing/index.ts';
import type { TestStore } from '../../store/testing/index.ts';
import { EngineRefusal } from '../zeebe/index.ts';
import type { Engine, EngineResource } from '../zeebe/index.ts';
import { ChangeRecords } from './change-records.ts';
import { RuleDesk } from './rule-desk.ts';
import { RulePublisher } from './publisher.ts';
import { RuleRuns } from './rule-runs.ts';

const NOW = Date.parse('2026-11-24T10:00:00+08:00');
const CONFIG = path.resolve(import.meta.dirname, '../../config');

/** A cluster of another make: it may refuse what the check of rules does not know of. */
class Cluster {
  readonly deployed: EngineResource[][] = [];
  refuses = false;
  readonly engine = {
    deploy: async (resources: readonly EngineResource[]) => {
      if (this.refuses) throw new EngineRefusal(400, 'INVALID_ARGUMENT', 'ERROR: not in this version');
      this.deployed.push([...resources]);
      return [];
    },
  } as unknown as Engine;
}

describe('publishing', () => {
  let test: TestStore;
  let rules: RulesInForce;
  const cluster = new Cluster();
  let publisher: RulePublisher;
  let desk: RuleDesk;
  let records: ChangeRecords;

  beforeAll(async () => {
    test = await openTestStore();
    const { store } = test;
    rules = await RulesInForce.open({ store, folder: CONFIG });
    await seedRuleVersions(store, rules.files, NOW);
    await rules.refresh();
    const clock = { now: () => NOW };
    records = new ChangeRecords(store, clock);
    const parts = {
      ...{ store, rules, records, clock },
      engine: cluster.engine,
      audit: new AuditLog(store, 'a secret of the tests'),
      logger: pino({ level: 'silent' }),
      inForce: async () => undefined,
    };
    publisher = new RulePublisher(parts);
    desk = new RuleDesk({ ...parts, publisher, runs: new RuleRuns(parts) });
  }, 120_000);
  afterAll(() => test.stop());

  const change = async (id: string, ruleId: string): Promise<RuleChangeDocument> => {
    const file = `${ruleId}.dmn`;
    const content = (rules.current().texts.get(file) ?? '').replace(
      '</definitions>',
      `<!-- ${id} --></definitions>`,
    );
    const at = new Date(NOW);
    const document: RuleChangeDocument = {
      _id: id,
      ...{ title: id, reason: '', state: 'scheduled', revision: 1, author: 'a', editors: ['a', 'b'] },
      files: [{ ruleId, file, baseNumber: rules.current().numbers[ruleId] ?? 0, content }],
      ...{ approver: 'c', effectiveAt: at, createdAt: at, updatedAt: at, history: [] },
    };
    await test.store.ruleChanges.create(document);
    return document;
  };

  it('leaves the old version in force when the engine refuses, and says why', async () => {
    await change('refused', 'raise-rules');
    cluster.refuses = true;
    const before = rules.current();
    const outcome = await publisher.publish('refused', 'admin');
    cluster.refuses = false;
    expect(outcome).toMatchObject({
      state: 'refused',
      refusal: { detail: 'ERROR: not in this version', zh: expect.stringContaining('原规则继续有效') },
    });
    expect(rules.current()).toBe(before);
    expect(await test.store.ruleVersions.countDocuments({ changeId: 'refused' })).toBe(0);
    expect(await test.store.notifications.countDocuments({ 'data.outcome': 'not-in-force' })).toBe(2);
  });

  it('goes on where an earlier try was cut off', async () => {
    const { files } = await change('cut', 'merge-rules');
    // given a try that ended after the versions were written
    const [file] = files;
    await test.store.ruleVersions.create({
      _id: 'merge-rules@2',
      ...{ ruleId: 'merge-rules', file: 'merge-rules.dmn', number: 2, content: file?.content ?? '' },
      ...{ checksum: '-', state: 'in-force', by: 'a', reason: '', words: [], changeId: 'cut' },
      at: new Date(NOW),
      effectiveAt: new Date(NOW),
    });
    await publisher.publishDue();
    expect(await records.require('cut')).toMatchObject({ state: 'published', versions: ['merge-rules@2'] });
    expect(rules.current().numbers['merge-rules']).toBe(2);
    expect(await test.store.ruleVersions.countDocuments({ ruleId: 'merge-rules', state: 'in-force' })).toBe(
      1,
    );
    // once more changes nothing
    await publisher.publishDue();
    expect((await records.require('cut')).history.filter(({ what }) => what === 'published')).toHaveLength(1);
  });

  it('does not publish what another change has overtaken', async () => {
    await change('first', 'reply-rules');
    await change('second', 'reply-rules');
    await publisher.publish('first', 'admin');
    expect(await publisher.publish('second', 'admin')).toMatchObject({
      state: 'refused',
      refusal: { detail: 'reply-rules: RULE_CHANGE_OVERTAKEN' },
    });
    expect(rules.current().texts.get('reply-rules.dmn')).toContain('first');
  });

  it('lets nobody approve a change that they wrote in', async () => {
    await change('own', 'return-rules');
    await test.store.ruleChanges.updateOne({ _id: 'own' }, { $set: { state: 'submitted' } });
    const person = (username: string) => ({
      username,
      name: username,
      roles: ['approver' as const],
      unitId: null,
      groups: [],
    });
    for (const writer of ['a', 'b']) {
      await expect(desk.approve('own', 1, '', person(writer))).rejects.toMatchObject({
        code: 'RULE_CHANGE_OWN',
      });
    }
    expect(await desk.approve('own', 1, '', person('c'))).toMatchObject({ state: 'approved', approver: 'c' });
  });
});
