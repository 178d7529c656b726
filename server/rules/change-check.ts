import { checkRules, ruleNames, ruleWords } from '@jiesu/rules';
import type { RuleWord } from '@jiesu/rules';
import { DomainError, isDomainError } from '@jiesu/domain';
import { parseCityConfig, versionsInForce } from '@jiesu/store';
import type { RuleChangeDocument, RuleChangeProblem, RulesNow, Store } from '@jiesu/store';
import { requireRule, textsWith } from './rule-texts.ts';

/**
 * Everything that is wrong with a change on top of the rules in force: what the check of rules finds, whether the city
 * can be read as a whole, and whether another change has overtaken it. `now` in ms.
 */
export async function checkChange(
  store: Store,
  rules: RulesNow,
  change: RuleChangeDocument,
  now: number,
): Promise<RuleChangeProblem[]> {
  const texts = textsWith(rules, change);
  const changed = change.files.map(({ ruleId }) => ruleId);
  const problems: RuleChangeProblem[] = [...(await checkRules({ texts, changed, now }))];
  problems.push(...(await overtaken(store, change)));
  if (changed.length === 0) {
    problems.push({
      ruleId: '',
      severity: 'error',
      code: 'NOTHING_CHANGED',
      zh: '变更中没有任何规则文件',
      en: 'The change rewrites no rule',
    });
  }
  if (!problems.some(({ severity }) => severity === 'error')) problems.push(...unreadable(texts, changed));
  return problems;
}

/** What a change says in words, a file at a time. */
export async function wordsOfChange(
  rules: RulesNow,
  change: RuleChangeDocument,
): Promise<{ ruleId: string; words: RuleWord[] }[]> {
  const names = ruleNames(textsWith(rules, change));
  return Promise.all(
    change.files.map(async ({ ruleId, file, content }) => ({
      ruleId,
      words: [...(await ruleWords(requireRule(rules, ruleId), rules.texts.get(file), content, names))],
    })),
  );
}

/** @throws DomainError RULES_NOT_PASSED with every error */
export function assertPassed(problems: readonly RuleChangeProblem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new DomainError('RULES_NOT_PASSED', {
    params: {
      detail: errors.map(({ zh }) => zh).join(';'),
      detailEn: errors.map(({ en }) => en).join('; '),
    },
    errors: errors.map((problem) => ({
      field: problem.ruleId,
      ...problem,
      code: 'RULES_NOT_PASSED' as const,
      problem: problem.code,
    })),
  });
}

async function overtaken(store: Store, change: RuleChangeDocument): Promise<RuleChangeProblem[]> {
  const inForce = new Map((await versionsInForce(store)).map(({ ruleId, number }) => [ruleId, number]));
  return change.files.flatMap(({ ruleId, baseNumber }) => {
    const number = inForce.get(ruleId) ?? 0;
    if (number === baseNumber) return [];
    const params = { rule: ruleId, number };
    return [
      {
        ruleId,
        severity: 'error' as const,
        code: 'RULE_CHANGE_OVERTAKEN',
        zh: `起草后该规则已更新为第 ${params.number} 版(本变更基于第 ${baseNumber} 版),请核对后合并`,
        en: `The rule is at version ${params.number} by now, this change was drawn up from ${baseNumber}: merge it`,
      },
    ];
  });
}

/** Files may each be right and not fit together. */
function unreadable(texts: ReadonlyMap<string, string>, changed: readonly string[]): RuleChangeProblem[] {
  try {
    parseCityConfig(texts);
    return [];
  } catch (error) {
    if (!isDomainError(error, 'CONFIG_INVALID')) throw error;
    const detail = String(error.params['detail'] ?? error.message);
    return [
      {
        ruleId: changed[0] ?? '',
        severity: 'error',
        code: 'CONFIG_INVALID',
        zh: `配置有误:${detail}`,
        en: `The configuration is not valid: ${detail}`,
      },
    ];
  }
}
