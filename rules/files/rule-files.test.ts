import { describe, expect, it } from '@jest/globals';
import { configTexts } from '../testing/index.ts';
import { RULE_NAMES, findRuleFile, ruleFile, ruleFiles } from './index.ts';

const files = [...configTexts().keys()];

describe('rule files', () => {
  it('are the files of config/ that an admin owns, each with a name', () => {
    const found = ruleFiles(files);
    expect(found.map(({ file }) => file)).not.toContain('people.yaml');
    expect(found.length).toBe(files.length - 1);
    for (const { id, zh, group } of found) {
      expect([id, /\p{Script=Han}/u.test(zh)]).toEqual([id, true]);
      if (group !== 'cases') expect(Object.keys(RULE_NAMES)).toContain(id);
    }
  });

  it('come in the order of the pages', () => {
    const groups = ruleFiles(files).map(({ group }) => group);
    expect([...new Set(groups)]).toEqual([
      'tables',
      'calendar',
      'units',
      'catalogue',
      'words',
      'scores',
      'templates',
      'cases',
    ]);
    expect(ruleFiles(files)[0]?.id).toBe('routing');
  });

  it('are found by their id', () => {
    expect(findRuleFile('documents/assignment', files)).toMatchObject({
      file: 'documents/assignment.mustache',
      format: 'mustache',
      group: 'templates',
    });
    expect(findRuleFile('people', files)).toBeUndefined();
    expect(ruleFile('cases/own.yaml')).toMatchObject({ id: 'cases/own', zh: 'own的测试用例' });
    expect(ruleFile('own.dmn')).toMatchObject({ id: 'own', format: 'dmn', group: 'tables' });
  });
});
