import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { readConfigTexts, ruleChecksum, rulesOf, seedRuleVersions } from '@jiesu/store';
import type { RulesNow } from '@jiesu/store';
import { openTestStore } from '@jiesu/store/testing';
import type { TestStore } from '@jiesu/store/testing';
import { ROOT } from '../testing/engine-process.ts';
import { CatalogueBook } from './catalogue-book.ts';

const PUBLISHED = new Date('2026-11-24T10:00:00+08:00');
const before = new Date(PUBLISHED.getTime() - 1000);
const after = new Date(PUBLISHED.getTime() + 1000);

describe('the catalogue in its versions', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  }, 120_000);
  afterAll(() => test.stop());

  it('gives an order the units and the words that held when it was received', async () => {
    const { store } = test;
    const files = await readConfigTexts(path.join(ROOT, 'config'));
    let rules: RulesNow = rulesOf(files);
    const book = new CatalogueBook(store, () => rules);
    // before anything is stored, the file is the first version
    expect((await book.at(before)).version).toBe(1);

    await seedRuleVersions(store, files, before.getTime());
    const content = (files.get('catalogue.yaml') ?? '').replace('路灯', '夜间照明');
    expect(content).not.toBe(files.get('catalogue.yaml'));
    await store.ruleVersions.create({
      _id: 'catalogue@2',
      ...{ ruleId: 'catalogue', file: 'catalogue.yaml', number: 2, content, state: 'in-force' },
      ...{ checksum: ruleChecksum(content), by: 'admin', reason: '换词', words: [] },
      at: PUBLISHED,
      effectiveAt: PUBLISHED,
    });
    rules = rulesOf(new Map([...files, ['catalogue.yaml', content]]), { catalogue: 2 });

    const [early, late] = [await book.at(before), await book.at(after)];
    expect([early.version, late.version]).toEqual([1, 2]);
    const words = (entry: typeof early) => JSON.stringify(entry.catalogue);
    expect([words(early).includes('夜间照明'), words(late).includes('夜间照明')]).toEqual([false, true]);
    // the words of the version are what classifies
    expect(late.classifier.classify('夜间照明坏了', {}).category).not.toBe(
      early.classifier.classify('夜间照明坏了', {}).category,
    );
    expect((await book.version(1)).version).toBe(1);
    // a number that nobody knows
    expect((await book.version(77)).version).toBe(2);
  });

  it('waits for the day that the catalogue itself names', async () => {
    const { store } = test;
    const files = await readConfigTexts(path.join(ROOT, 'config'));
    const content = (files.get('catalogue.yaml') ?? '').replace(
      /effectiveFrom: .*/,
      "effectiveFrom: '2027-01-01'",
    );
    await store.ruleVersions.create({
      _id: 'catalogue@3',
      ...{ ruleId: 'catalogue', file: 'catalogue.yaml', number: 3, content, state: 'in-force' },
      ...{ checksum: ruleChecksum(content), by: 'admin', reason: '新年起', words: [] },
      at: PUBLISHED,
      effectiveAt: PUBLISHED,
    });
    const rules = rulesOf(new Map([...files, ['catalogue.yaml', content]]), { catalogue: 3 });
    const book = new CatalogueBook(store, () => rules);
    expect((await book.at(after)).version).toBe(2);
    expect((await book.at(new Date('2027-01-01T08:00:00+08:00'))).version).toBe(3);
  });
});
