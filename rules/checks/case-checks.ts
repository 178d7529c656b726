import { caseFileOf, caseFileSchema, runCases } from '../cases/index.ts';
import type { CaseResult } from '../cases/index.ts';
import type { DecisionTables } from '../evaluation/index.ts';
import type { RuleTexts } from '../files/index.ts';
import type { RuleProblem } from './problem.ts';
import { checkSchema, readYaml } from './yaml-checks.ts';

/** Runs the test cases of a table; one that fails is an error of the table. */
export function checkCases(
  table: string,
  decisions: readonly string[],
  tables: DecisionTables,
  texts: RuleTexts,
): RuleProblem[] {
  const file = caseFileOf(table);
  const text = texts.get(file);
  if (text === undefined) {
    return [
      {
        ruleId: table,
        severity: 'warning',
        code: 'no-cases',
        zh: '没有测试用例，无法核对规则结果',
        en: 'there are no test cases for it',
      },
    ];
  }
  const read = readYaml(file, text);
  if ('problems' in read) return read.problems;
  const faults = checkSchema(file, caseFileSchema, read.content);
  if (faults.length > 0) return faults;
  const { cases } = caseFileSchema.parse(read.content);
  const unknown = cases.flatMap(({ decision, name }, i): RuleProblem[] =>
    decision === undefined || decisions.includes(decision)
      ? []
      : [
          {
            ruleId: `cases/${table}`,
            severity: 'error',
            code: 'case-unknown',
            zh: `用例“${name}”的决策“${decision}”不存在`,
            en: `the case "${name}" names the decision ${decision}, which does not exist`,
            path: `cases[${i}].decision`,
          },
        ],
  );
  if (unknown.length > 0) return unknown;
  return runCases(tables, table, cases).flatMap((result, i) => (result.ok ? [] : [failed(table, result, i)]));
}

function failed(table: string, result: CaseResult, index: number): RuleProblem {
  const { name, decision, expected, got, rows, message } = result;
  const [row] = rows;
  return {
    ruleId: table,
    severity: 'error',
    code: 'case-failed',
    zh: `测试用例“${name}”未通过：应为 ${JSON.stringify(expected)}，实为 ${message ?? JSON.stringify(got)}`,
    en: `the test case "${name}" fails: expected ${JSON.stringify(expected)}, got ${message ?? JSON.stringify(got)}`,
    decision,
    ...(row === undefined ? {} : { row }),
    path: `cases/${table}: cases[${index}]`,
  };
}
