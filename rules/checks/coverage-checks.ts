import type { Names } from '@jiesu/domain';
import { readLiteral } from '../cells/index.ts';
import type { RuleNames } from '../names/index.ts';
import { MOST_PARTS, intersect, isEmpty, regionWords, tableRegions, uncovered } from '../regions/index.ts';
import type { Region, TableRegions } from '../regions/index.ts';
import type { DecisionTable, Row } from '../tables/index.ts';
import { numbersOf } from './known-columns.ts';
import { rowName } from './problem.ts';
import type { ProblemCode, RuleProblem } from './problem.ts';

/** Hit policies under which one rule decides, so that something must always fit. */
const SINGLE: ReadonlySet<string> = new Set(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY']);

/** Gaps and overlaps that are told one by one; the rest is counted. */
const MOST_TOLD = 5;

/**
 * How the rows of a table share what may come in: gaps that no rule covers, rows that nothing reaches, overlaps that the
 * hit policy forbids, and rows that are there twice. Exact for the common cell language; what hangs on other FEEL is said to
 * be uncertain.
 */
export function checkCoverage(ruleId: string, table: DecisionTable, names?: RuleNames): RuleProblem[] {
  const regions = tableRegions(table, numbersOf);
  const check = new CoverageCheck(ruleId, table, regions, names);
  return [
    ...check.emptyRows(),
    ...check.duplicates(),
    ...check.overlaps(),
    ...check.unreachable(),
    ...(SINGLE.has(table.hitPolicy) ? check.gaps() : []),
  ];
}

class CoverageCheck {
  readonly #ruleId: string;
  readonly #table: DecisionTable;
  readonly #regions: TableRegions;
  readonly #names: RuleNames | undefined;
  /** Rows that were told already: one reason is enough. */
  readonly #told = new Set<number>();

  constructor(ruleId: string, table: DecisionTable, regions: TableRegions, names: RuleNames | undefined) {
    this.#ruleId = ruleId;
    this.#table = table;
    this.#regions = regions;
    this.#names = names;
  }

  emptyRows(): RuleProblem[] {
    return this.#regions.rows.flatMap(({ possible }, index) => {
      if (!isEmpty(possible)) return [];
      this.#told.add(index);
      return [
        this.#problem('error', 'row-never-fits', index, {
          zh: '的条件互相矛盾，任何工单都不会符合',
          en: 'its conditions can never be met',
        }),
      ];
    });
  }

  duplicates(): RuleProblem[] {
    const first = new Map<string, number>();
    return this.#table.rows.flatMap((row, index) => {
      const key = JSON.stringify([row.in, this.#table.hitPolicy.startsWith('COLLECT') ? row.out : []]);
      const same = first.get(key);
      if (same === undefined) {
        first.set(key, index);
        return [];
      }
      if (this.#told.has(index)) return [];
      this.#told.add(index);
      return [
        this.#problem('error', 'duplicate-row', index, {
          zh: `与${rowName(same).zh}的条件相同`,
          en: `its conditions are those of ${rowName(same).en}`,
        }),
      ];
    });
  }

  overlaps(): RuleProblem[] {
    const { hitPolicy, rows } = this.#table;
    if (hitPolicy !== 'UNIQUE' && hitPolicy !== 'ANY') return [];
    const found: RuleProblem[] = [];
    rows.forEach((row, j) => {
      rows.slice(0, j).forEach((other, i) => {
        if (this.#told.has(i) || this.#told.has(j)) return;
        if (hitPolicy === 'ANY' && JSON.stringify(row.out) === JSON.stringify(other.out)) return;
        found.push(...this.#overlap(i, j));
      });
    });
    return found.slice(0, MOST_TOLD * 4);
  }

  unreachable(): RuleProblem[] {
    return this.#regions.rows.flatMap(({ possible }, index) => {
      if (this.#told.has(index)) return [];
      const before = this.#decidesBefore(index);
      if (before.length === 0) return [];
      const left = uncovered(
        [possible],
        before.map((i) => this.#regions.rows[i]?.certain ?? []),
      );
      if (left === undefined) return [this.#tooLarge(index)];
      if (left.length > 0) return [];
      const by = before.filter((i) => !isEmpty(intersect(possible, this.#regions.rows[i]?.certain ?? [])));
      return [
        this.#problem('error', 'unreachable', index, {
          zh: `永远不会生效：已被${by.map((i) => rowName(i).zh).join('、')}覆盖`,
          en: `it never decides: ${by.map((i) => rowName(i).en).join(', ')} cover it`,
        }),
      ];
    });
  }

  gaps(): RuleProblem[] {
    const { all, filled, rows } = this.#regions;
    const certain = rows.map((row) => row.certain);
    const gaps = uncovered([filled], certain);
    const possibleGaps = uncovered(
      [filled],
      rows.map((row) => row.possible),
    );
    if (gaps === undefined || possibleGaps === undefined) return [this.#tooLarge(undefined)];
    if (possibleGaps.length > 0) return this.#gapProblems(possibleGaps);
    if (gaps.length > 0) return [this.#gapPossible(gaps)];
    const withEmpty = uncovered(
      [all],
      rows.map((row) => row.possible),
    );
    const [first] = withEmpty ?? [];
    if (first === undefined) return [];
    const words = this.#words(first);
    return [
      this.#problem('warning', 'no-default-row', undefined, {
        zh: `缺少兜底行：${words.zh}时没有规则`,
        en: `there is no row for everything else: none for ${words.en}`,
      }),
    ];
  }

  #gapProblems(gaps: readonly Region[]): RuleProblem[] {
    const told = gaps.slice(0, MOST_TOLD).map((region) => {
      const words = this.#words(region);
      return this.#problem('error', 'gap', undefined, {
        zh: `没有规则覆盖：${words.zh}`,
        en: `no rule covers: ${words.en}`,
      });
    });
    const more = gaps.length - told.length;
    if (more <= 0) return told;
    const rest = { zh: `另有 ${more} 种情况没有规则覆盖`, en: `${more} more combinations have no rule` };
    return [...told, this.#problem('error', 'gap', undefined, rest)];
  }

  #gapPossible(gaps: readonly Region[]): RuleProblem {
    const words = this.#words(gaps[0] ?? []);
    const rows = this.#regions.rows.flatMap(({ unknown }, i) => (unknown.length > 0 ? [i] : []));
    return this.#problem('warning', 'gap-possible', undefined, {
      zh: `无法确定是否有规则覆盖：${words.zh}（${rows.map((i) => rowName(i).zh).join('、')}的条件是公式）`,
      en: `it can't be told whether a rule covers: ${words.en} (formulas in ${rows.map((i) => rowName(i).en).join(', ')})`,
    });
  }

  #overlap(i: number, j: number): RuleProblem[] {
    const [a, b] = [this.#regions.rows[i], this.#regions.rows[j]];
    if (a === undefined || b === undefined) return [];
    const certain = intersect(a.certain, b.certain);
    const possible = intersect(a.possible, b.possible);
    if (isEmpty(possible)) return [];
    const sure = !isEmpty(certain);
    const words = this.#words(sure ? certain : possible);
    return [
      this.#problem(sure ? 'error' : 'warning', sure ? 'overlap' : 'overlap-possible', j, {
        zh: `与${rowName(i).zh}${sure ? '重叠' : '可能重叠'}：${words.zh}`,
        en: `it ${sure ? 'overlaps' : 'may overlap'} with ${rowName(i).en}: ${words.en}`,
      }),
    ];
  }

  /** Rows that decide before a row does, where both fit. */
  #decidesBefore(index: number): number[] {
    const { hitPolicy, rows, outputs } = this.#table;
    const earlier = rows.map((_, i) => i).filter((i) => i < index);
    if (hitPolicy === 'FIRST') return earlier;
    if (hitPolicy !== 'PRIORITY') return [];
    const own = priorityOf(
      rows[index],
      outputs.map(({ values }) => values),
    );
    return rows
      .map((row, i) => ({
        i,
        rank: priorityOf(
          row,
          outputs.map(({ values }) => values),
        ),
      }))
      .filter(({ i, rank }) => i !== index && (rank < own || (rank === own && i < index)))
      .map(({ i }) => i);
  }

  #words(region: Region): Names {
    return regionWords(region, this.#table, this.#regions, this.#names);
  }

  #tooLarge(index: number | undefined): RuleProblem {
    return this.#problem('warning', 'too-large', index, {
      zh: `表格组合超过 ${MOST_PARTS} 种，未能逐一核对覆盖情况`,
      en: `more than ${MOST_PARTS} combinations: coverage was not checked`,
    });
  }

  #problem(
    severity: RuleProblem['severity'],
    code: ProblemCode,
    index: number | undefined,
    words: Names,
  ): RuleProblem {
    const row = index === undefined ? undefined : this.#table.rows[index];
    const at =
      index === undefined ? { zh: `“${this.#table.name}”`, en: `${this.#table.id}: ` } : rowName(index);
    return {
      ruleId: this.#ruleId,
      severity,
      code,
      zh: `${at.zh}${words.zh}`,
      en: index === undefined ? `${at.en}${words.en}` : `${at.en}: ${words.en}`,
      decision: this.#table.id,
      ...(row === undefined ? {} : { row: row.id }),
    };
  }
}

/** Place of a row among the listed values of the first output column that lists any; smaller decides first. */
function priorityOf(row: Row | undefined, values: readonly (string | undefined)[]): number {
  const column = values.findIndex((listed) => listed !== undefined);
  const order = readLiteral(`[${values[column] ?? ''}]`)?.value;
  const value = readLiteral(row?.out[column] ?? '')?.value;
  const place = Array.isArray(order) ? order.indexOf(value) : -1;
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}
