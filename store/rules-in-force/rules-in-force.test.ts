import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { readConfigTexts } from '../config-files/index.ts';
import type { RuleVersionDocument } from '../models/index.ts';
import { openTestStore } from '../testing/index.ts';
import type { TestStore } from '../testing/index.ts';
import { RulesInForce, ruleChecksum, seedRuleVersions, versionsInForce } from './index.ts';

const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));
const NOON = Date.parse('2026-11-24T12:00:00+08:00');

describe('the rules in force', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  }, 120_000);
  afterAll(() => test.stop());

  const version = (number: number, content: string): RuleVersionDocument => ({
    _id: `calendar@${number}`,
    ruleId: 'calendar',
    file: 'calendar.yaml',
    number,
    content,
    checksum: ruleChecksum(content),
    state: 'in-force',
    by: 'admin',
    reason: '周六上班',
    at: new Date(NOON),
    effectiveAt: new Date(NOON),
    words: [],
  });

  it('are the files before anything is stored, then the versions that are stored', async () => {
    const { store } = test;
    const faults: unknown[] = [];
    const rules = await RulesInForce.open({ store, folder: CONFIG, onFault: (error) => faults.push(error) });
    expect(rules.current().numbers).toEqual({});

    // given the files in the history, once or twice
    await seedRuleVersions(store, rules.files, NOON);
    await seedRuleVersions(store, rules.files, NOON + 1);
    await rules.refresh();
    expect(rules.current().numbers).toMatchObject({
      ...{ deadlines: 1, calendar: 1, 'documents/assignment': 1 },
      scores: 1,
    });
    expect(Object.keys(rules.current().numbers)).not.toContain('people');
    expect(await store.ruleVersions.countDocuments({ ruleId: 'calendar' })).toBe(1);

    // when another calendar comes into force
    const before = rules.current();
    const text = rules.files.get('calendar.yaml') ?? '';
    await store.ruleVersions.create(
      version(2, text.replace('workingDayRule: same-time', 'workingDayRule: day-end')),
    );
    await rules.refresh();

    // then it is used, the one before is still known, and whoever holds the old rules keeps them
    const after = rules.current();
    expect(after.city.calendar.workingDayRule).toBe('day-end');
    expect(after.numbers).toMatchObject({ calendar: 2, deadlines: 1 });
    expect(before.city.calendar.workingDayRule).toBe('same-time');
    const start = Date.parse('2026-11-24T10:00:00+08:00');
    const due = (number?: number) => after.calendarOf(number).dueTime(start, 1, 'working-days').at;
    expect(due(1)).toBe(Date.parse('2026-11-25T10:00:00+08:00'));
    expect(due()).toBe(Date.parse('2026-11-25T17:30:00+08:00'));

    // when a version can not be read, what ran goes on
    await store.ruleVersions.create(version(3, 'week: ['));
    await rules.refresh();
    expect(rules.current()).toBe(after);
    expect(faults).toHaveLength(1);
    await store.ruleVersions.deleteOne({ _id: 'calendar@3' });
  });

  it('follow an update of the files only where no person has changed the rule', async () => {
    const { store } = test;
    const files = await readConfigTexts(CONFIG);
    const updated = new Map([
      ...files,
      ['calendar.yaml', '# from the update'] as const,
      ['scores.dmn', `${files.get('scores.dmn') ?? ''}\n`] as const,
    ]);
    await seedRuleVersions(store, updated, NOON + 2);
    expect(await versionsInForce(store)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ruleId: 'calendar', number: 2 }),
        expect.objectContaining({ ruleId: 'scores', number: 2 }),
      ]),
    );
  });
});
