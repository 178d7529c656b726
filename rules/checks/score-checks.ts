import { scoreRulesSchema } from '@jiesu/domain';
import { z } from 'zod';
import { readLiteral } from '../cells/index.ts';
import type { DecisionTable } from '../tables/index.ts';
import { rowName } from './problem.ts';
import type { RuleProblem } from './problem.ts';

/** Rows of the scores as the worker reads them: weights, and bands that fall. Rows with formulas are not judged. */
export function checkScores(ruleId: string, table: DecisionTable): RuleProblem[] {
  return table.rows.flatMap((row, index): RuleProblem[] => {
    const literals = table.outputs.map(({ name }, i) => [name, readLiteral(row.out[i] ?? '-')?.value]);
    if (literals.some(([, value]) => value === undefined)) return [];
    const rules: unknown = Object.fromEntries(literals);
    const chinese = scoreRulesSchema.safeParse(rules, { error: z.locales.zhCN().localeError }).error;
    const english = scoreRulesSchema.safeParse(rules).error;
    return (chinese?.issues ?? []).slice(0, 1).map((issue) => {
      const reason = english?.issues[0]?.message ?? issue.message;
      const zh = ZH[issue.message] ?? `${issue.path.map(String).join('.')}：${issue.message}`;
      return {
        ruleId,
        severity: 'error',
        code: 'field-invalid',
        zh: `${rowName(index).zh}${zh}`,
        en: `${rowName(index).en}: ${reason}`,
        decision: table.id,
        row: row.id,
      };
    });
  });
}

/** Reasons of the schema's own in Chinese. */
const ZH: Readonly<Record<string, string>> = {
  'at least one weight must be above 0': '的四项权重不能都为 0',
  'bands must fall: excellent > good > pass': '的等次分数须依次递减：优秀 > 良好 > 合格',
};
