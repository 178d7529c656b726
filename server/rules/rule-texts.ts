import { DomainError, ruleIdOf } from '@jiesu/domain';
import { findRuleFile, ruleFile } from '@jiesu/rules';
import type { RuleFile, RuleTexts } from '@jiesu/rules';
import type { RuleChangeDocument, RulesNow } from '@jiesu/store';

/** The texts of config/ as they would be with a change on top of what is in force. */
export function textsWith(rules: RulesNow, { files }: Pick<RuleChangeDocument, 'files'>): RuleTexts {
  return new Map([...rules.texts, ...files.map(({ file, content }) => [file, content] as const)]);
}

/**
 * The rule of an id. One that there is not yet is allowed where a new file is one by its name: test cases, templates.
 * @throws DomainError NOT_FOUND
 */
export function requireRule(rules: RulesNow, ruleId: string): RuleFile {
  const known = findRuleFile(ruleId, rules.texts.keys()) ?? newRule(ruleId);
  if (known === undefined) throw new DomainError('NOT_FOUND');
  return known;
}

/** The rule in a file; undefined for a file that is none, e.g. people.yaml. */
export function ruleInFile(file: string): RuleFile | undefined {
  return /^[\w-]+(\/[\w-]+)?\.\w+$/.test(file) ? ruleFile(file) : undefined;
}

function newRule(ruleId: string): RuleFile | undefined {
  if (!/^(cases|documents)\/[a-z][a-z0-9-]*$/.test(ruleId)) return undefined;
  const file = `${ruleId}${ruleId.startsWith('cases/') ? '.yaml' : '.mustache'}`;
  return ruleIdOf(file) === ruleId ? ruleFile(file) : undefined;
}
