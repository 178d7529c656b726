import { notificationsConfigSchema } from '@jiesu/domain';
import { readLiteral } from '../cells/index.ts';
import type { RuleTexts } from '../files/index.ts';
import type { DecisionTable } from '../tables/index.ts';
import { rowName } from './problem.ts';
import type { RuleProblem } from './problem.ts';
import { parsedYaml } from './yaml-checks.ts';

/** Occasions of a table that notifications.yaml has no word for: people would read a code. */
export function checkOccasions(ruleId: string, table: DecisionTable, texts: RuleTexts): RuleProblem[] {
  const column = table.outputs.findIndex(({ name }) => name === 'occasion');
  const words = parsedYaml(notificationsConfigSchema, texts.get('notifications.yaml'))?.words;
  if (column === -1 || words === undefined) return [];
  return table.rows.flatMap((row, index): RuleProblem[] => {
    const occasion = readLiteral(row.out[column] ?? '-')?.value;
    if (typeof occasion !== 'string' || Object.hasOwn(words, occasion)) return [];
    return [
      {
        ruleId,
        severity: 'warning',
        code: 'unknown-reference',
        zh: `${rowName(index).zh}的事由“${occasion}”在通知用语中没有对应说法`,
        en: `${rowName(index).en}: notifications.yaml has no word for the occasion ${occasion}`,
        decision: table.id,
        row: row.id,
      },
    ];
  });
}
