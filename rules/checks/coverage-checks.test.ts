import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileTables } from '../evaluation/index.ts';
import { readTable } from '../tables/index.ts';
import { smallTable } from '../testing/index.ts';
import type { SmallTable } from '../testing/index.ts';
import { checkCoverage } from './coverage-checks.ts';
import type { RuleProblem } from './problem.ts';

const KIND = 'kind:string:"consultation","help","complaint"';

async function check(source: SmallTable): Promise<RuleProblem[]> {
  const [table] = (await readTable(smallTable(source))).decisions;
  if (table === undefined) throw new Error('no table');
  return checkCoverage('small', table);
}
const brief = (problems: readonly RuleProblem[]) =>
  problems.map(({ code, row, zh }) => `${code} ${row ?? '-'} ${zh}`);

describe('coverage of a table', () => {
  it('has no gap with a row for everything else', async () => {
    const rows = ['"help" | > 3 -> 1', '- | - -> 2'];
    expect(await check({ inputs: [KIND, 'redoCount:number'], outputs: ['a:number'], rows })).toEqual([]);
  });

  it('tells a gap by the values that no row takes', async () => {
    const rows = ['"help","complaint" | - -> 1', '"consultation" | <= 2 -> 2'];
    expect(brief(await check({ inputs: [KIND, 'redoCount:number'], outputs: ['a:number'], rows }))).toEqual([
      'gap - “small”没有规则覆盖：kind为“咨询”、redoCount大于 2',
    ]);
  });

  it('sees no gap between two counts, but one between two amounts', async () => {
    const rows = ['0 -> 1', '>= 1 -> 2', 'null -> 3'];
    expect(await check({ inputs: ['redoCount:number'], outputs: ['a:number'], rows })).toEqual([]);
    expect(
      brief(await check({ inputs: ['returnFacts.workingDays:number'], outputs: ['a:number'], rows })),
    ).toEqual(['gap - “small”没有规则覆盖：returnFacts.workingDays大于 0且小于 1']);
  });

  it('warns when only an empty value has no row', async () => {
    const rows = ['true -> 1', 'false -> 2'];
    const problems = await check({ inputs: ['a:boolean'], outputs: ['b:number'], rows });
    expect(problems).toMatchObject([{ severity: 'warning', code: 'no-default-row' }]);
  });

  it('marks rows that nothing reaches, that contradict themselves, and that are there twice', async () => {
    const rows = [
      '"help" | - -> 1',
      '"complaint","consultation" | >= 0 -> 2',
      '"complaint" | [1..3] -> 3',
      '"help" | [5..3] -> 4',
      '"help" | - -> 5',
      '- | - -> 6',
    ];
    expect(brief(await check({ inputs: [KIND, 'redoCount:number'], outputs: ['a:number'], rows }))).toEqual([
      'row-never-fits r4 第 4 行的条件互相矛盾，任何工单都不会符合',
      'duplicate-row r5 第 5 行与第 1 行的条件相同',
      'unreachable r3 第 3 行永远不会生效：已被第 2 行覆盖',
    ]);
  });

  it('forbids overlaps under UNIQUE, and under ANY where the answers differ', async () => {
    const table = {
      inputs: [KIND],
      outputs: ['a:number'],
      rows: ['"help" -> 1', '"help","complaint" -> 1', 'not("help","complaint") -> 1'],
    };
    expect(brief(await check({ ...table, hitPolicy: 'UNIQUE' }))).toEqual([
      'overlap r2 第 2 行与第 1 行重叠：kind为“求助”',
    ]);
    expect(await check({ ...table, hitPolicy: 'ANY' })).toEqual([]);
  });

  it('finds rows that a more important answer leaves nothing to', async () => {
    const rows = ['"help" -> "low"', '- -> "high"'];
    const outputs = ['a:string:"high","low"'];
    expect(await check({ inputs: [KIND], outputs, rows, hitPolicy: 'PRIORITY' })).toMatchObject([
      { code: 'unreachable', row: 'r1' },
    ]);
  });

  it('says what it can not tell because of a formula', async () => {
    const rows = ['"help" | > limit -> 1', '"consultation","complaint" | - -> 2'];
    expect(await check({ inputs: [KIND, 'redoCount:number'], outputs: ['a:number'], rows })).toMatchObject([
      { severity: 'warning', code: 'gap-possible' },
    ]);
  });

  it('of a list needs no row for everything, but tells a row that is there twice', async () => {
    const rows = ['"help" -> 1', '"help" -> 2', '"help" -> 1'];
    expect(await check({ inputs: [KIND], outputs: ['a:number'], rows, hitPolicy: 'COLLECT' })).toMatchObject([
      { code: 'duplicate-row', row: 'r3' },
    ]);
  });

  it('agrees with the engine on every input of random tables', async () => {
    const cell = {
      kind: fc.constantFrom('-', '"a"', '"b"', '"a","b"', 'not("a")', 'not("b","c")', '"c"'),
      flag: fc.constantFrom('-', 'true', 'false', 'not(true)'),
      count: fc.constantFrom('-', '0', '1', '> 1', '>= 1', '[1..2]', '< 1', 'not(1)', '2,3'),
    };
    const rows = fc.array(fc.tuple(cell.kind, cell.flag, cell.count), { minLength: 1, maxLength: 6 });
    const check = fc.asyncProperty(rows, async (list) => {
      const source = smallTable({
        inputs: ['kind:string:"a","b","c"', 'flag:boolean', 'redoCount:number'],
        outputs: ['row:number'],
        rows: list.map((cells, i) => `${cells.join(' | ')} -> ${i + 1}`),
      });
      const [table] = (await readTable(source)).decisions;
      if (table === undefined) throw new Error('no table');
      const tables = await compileTables(new Map([['small.dmn', source]]));
      const reached = new Set<string>();
      let gap = false;
      for (const kind of ['a', 'b', 'c', null]) {
        for (const flag of [true, false, null]) {
          for (const redoCount of [0, 1, 2, 3, 4, null]) {
            const answer = tables.evaluate('small', { kind, flag, redoCount });
            if (!answer.ok) throw new Error(answer.message);
            answer.rows.forEach((row) => reached.add(row));
            if (answer.rows.length === 0 && kind !== null && flag !== null && redoCount !== null) gap = true;
          }
        }
      }
      const problems = checkCoverage('small', table);
      expect(problems.some(({ code }) => code === 'gap')).toBe(gap);
      const told = problems.flatMap(({ row }) => row ?? []);
      expect(new Set(told)).toEqual(new Set(table.rows.map(({ id }) => id).filter((id) => !reached.has(id))));
    });
    await fc.assert(check, { numRuns: 150 });
  }, 60_000);
});
