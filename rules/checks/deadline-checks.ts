import { WorkingCalendar, orderDueTimes } from '@jiesu/domain';
import type { Names } from '@jiesu/domain';
import type { DecisionTables } from '../evaluation/index.ts';
import { columnAtoms, tableRegions, uncovered } from '../regions/index.ts';
import type { Region } from '../regions/index.ts';
import { limitsOf } from '../replay/index.ts';
import { readCell } from '../cells/index.ts';
import type { DecisionTable, TableFile } from '../tables/index.ts';
import { numbersOf } from './known-columns.ts';
import { rowName } from './problem.ts';
import type { RuleProblem } from './problem.ts';
import { calendarIn } from './yaml-checks.ts';
import type { RuleTexts } from '../files/index.ts';

const RULE = 'deadlines';

type Facts = Readonly<Record<string, unknown>>;

/**
 * What the rows of the deadlines come to: each row is tried on orders that it decides, also redone ones and those under a
 * statutory limit. The limits must be such that the workers can count them; a deadline from now that reaches past the
 * last published day is warned of. @param now ms since 1970 UTC
 */
export function checkDeadlines(
  file: TableFile,
  tables: DecisionTables,
  texts: RuleTexts,
  now: number,
): RuleProblem[] {
  const table = file.decisions.find(({ id }) => id === RULE);
  if (table === undefined) return [];
  const config = calendarIn(texts);
  const calendar = config === undefined ? undefined : new WorkingCalendar(config);
  const variants = variantsOf(file, table);
  return table.rows.flatMap((row, index) => {
    const problems = new Map<string, RuleProblem>();
    const tell = (severity: RuleProblem['severity'], code: RuleProblem['code'], words: Names): void => {
      if (problems.has(code)) return;
      const zh = `${rowName(index).zh}${words.zh}`;
      const en = `${rowName(index).en}: ${words.en}`;
      problems.set(code, { ruleId: RULE, severity, code, zh, en, decision: RULE, row: row.id });
    };
    for (const facts of witnesses(table, index).flatMap((own) =>
      variants.map((more) => ({ ...more, ...own })),
    )) {
      const answer = tables.evaluate(RULE, facts);
      // a formula in a cell may lead elsewhere
      if (answer.ok && answer.rows[0] !== row.id) continue;
      const limits = limitsOf({ tables }, facts);
      if (!limits.ok) {
        tell('error', 'limits-invalid', {
          zh: `算不出时限：${limits.message}`,
          en: `it gives no limits: ${limits.message}`,
        });
        continue;
      }
      if (calendar === undefined) continue;
      const clock = {
        redos: [],
        ...(facts['urgency'] === 'emergency' ? { urgency: 'emergency' as const } : {}),
      };
      const beyond = reaches(() => orderDueTimes(clock, limits.limits, now, calendar).crossesUnpublished);
      if (!beyond) continue;
      tell('warning', 'beyond-calendar', {
        zh: `今天派出的工单，到期日可能晚于已公布的工作日历（至 ${calendar.lastPublishedDay}）`,
        en: `orders of today may fall due after the last published day, ${calendar.lastPublishedDay}`,
      });
    }
    return [...problems.values()];
  });
}

function reaches(crosses: () => boolean): boolean {
  try {
    return crosses();
  } catch {
    // outside of all that the calendar can tell is far beyond what is published
    return true;
  }
}

/** Facts of orders that a row decides, as the columns of its table see them. */
function witnesses(table: DecisionTable, index: number): Facts[] {
  const regions = tableRegions(table, numbersOf);
  const own = regions.rows[index];
  if (own === undefined) return [];
  const before = regions.rows.slice(0, index).map(({ certain }) => certain);
  const left = uncovered([own.possible.map((set, i) => set & (regions.filled[i] ?? 0n))], before) ?? [];
  return left.slice(0, 8).map((region) => factsOf(table, region, regions.atoms));
}

function factsOf(
  table: DecisionTable,
  region: Region,
  atoms: ReturnType<typeof tableRegions>['atoms'],
): Facts {
  return Object.fromEntries(
    table.inputs.map(({ expression }, i) => {
      const set = region[i] ?? 0n;
      const atom = (atoms[i] ?? []).find((_, j) => (set & (1n << BigInt(j))) !== 0n);
      return [expression, atom?.sample ?? null];
    }),
  );
}

/** What the decisions around the table may read besides: every value of each such column once, others at their first. */
function variantsOf(file: TableFile, table: DecisionTable): Facts[] {
  const known = new Set(table.inputs.map(({ expression }) => expression));
  const columns = file.decisions
    .flatMap(({ inputs, rows }) =>
      inputs.map((input, i) => ({ input, tests: rows.map((row) => readCell(row.in[i] ?? '-')) })),
    )
    .filter(({ input }) => !known.has(input.expression) && /^\w+$/.test(input.expression));
  const samples = new Map<string, unknown[]>();
  for (const { input, tests } of columns) {
    const { type, values, expression } = input;
    const atoms = columnAtoms({ type, values, numbers: numbersOf(expression) }, tests);
    const list = samples.get(expression) ?? [];
    samples.set(expression, [...list, ...atoms.map(({ sample }) => sample)]);
  }
  const usual = Object.fromEntries([...samples].map(([name, list]) => [name, list.at(-1) ?? null]));
  return [
    usual,
    ...[...samples].flatMap(([name, list]) =>
      [...new Set(list)].map((value) => ({ ...usual, [name]: value })),
    ),
  ];
}
