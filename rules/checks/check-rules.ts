import { ruleIdOf } from '@jiesu/domain';
import mustache from 'mustache';
import { tryCompileTables } from '../evaluation/index.ts';
import type { CompileProblem, DecisionTables } from '../evaluation/index.ts';
import { ruleFiles } from '../files/index.ts';
import type { RuleFile, RuleTexts } from '../files/index.ts';
import { ruleNames } from '../names/index.ts';
import type { RuleNames } from '../names/index.ts';
import { readTable } from '../tables/index.ts';
import type { TableFile } from '../tables/index.ts';
import { checkCases } from './case-checks.ts';
import { checkCells } from './cell-checks.ts';
import { checkCoverage } from './coverage-checks.ts';
import { checkDeadlines } from './deadline-checks.ts';
import { checkOccasions } from './occasion-checks.ts';
import type { RuleProblem } from './problem.ts';
import { checkScores } from './score-checks.ts';
import { checkFileReferences, checkYaml } from './yaml-checks.ts';

export interface CheckInput {
  /** All rule files as they would be with the draft. */
  readonly texts: RuleTexts;
  /** Ids of the rules that the draft touches; all rules without it. */
  readonly changed?: readonly string[];
  /** The present, ms since 1970 UTC: what deadlines from now on reach. */
  readonly now: number;
}

interface Scope {
  readonly texts: RuleTexts;
  readonly names: RuleNames;
  readonly tables: DecisionTables;
  readonly compileProblems: readonly CompileProblem[];
  readonly now: number;
}

/**
 * Checks a draft: what the engine would refuse, cells, gaps, overlaps and unreachable rows of tables, their test cases,
 * fields of YAML files, templates, and references from file to file. Rules that the draft does not touch are checked
 * for what it may break in them: names of units, categories and areas that are gone. Never rejects for what is in a file.
 */
export async function checkRules({ texts, changed, now }: CheckInput): Promise<RuleProblem[]> {
  const { tables, problems: compileProblems } = await tryCompileTables(texts, now);
  const scope: Scope = { texts, names: ruleNames(texts), tables, compileProblems, now };
  const isTouched = (id: string): boolean => changed === undefined || changed.includes(id);
  const problems: RuleProblem[] = [];
  for (const file of ruleFiles(texts.keys())) {
    const touched = isTouched(file.id) || (file.format === 'dmn' && isTouched(`cases/${file.id}`));
    if (touched) problems.push(...(await checkFile(file, scope)));
    else if (file.format === 'dmn') problems.push(...(await checkNamesOf(file, scope)));
    if (file.id === 'deadlines' && !touched && isTouched('calendar')) {
      problems.push(...(await checkReach(file, scope)));
    }
  }
  return [...problems, ...checkFileReferences(texts)];
}

async function checkFile(file: RuleFile, scope: Scope): Promise<RuleProblem[]> {
  const text = scope.texts.get(file.file) ?? '';
  if (file.format === 'dmn') return checkTableFile(file, text, scope);
  if (file.group === 'cases') return checkCaseFile(file, scope);
  if (file.format === 'yaml') return checkYaml(file.file, text);
  return file.format === 'mustache' ? checkTemplate(file, text) : [];
}

async function checkTableFile({ id }: RuleFile, xml: string, scope: Scope): Promise<RuleProblem[]> {
  const refused = scope.compileProblems.filter(({ ruleId }) => ruleId === id);
  const table = await tableOf(xml);
  if (refused.length > 0 || table === undefined) return refusal(id, refused, table, scope.names);
  const ids = [...table.decisions, ...table.others].map((decision) => decision.id);
  if (!ids.includes(id)) return [decisionMissing(id)];
  return [
    ...table.decisions.flatMap((decision) => {
      const cells = checkCells(id, decision, scope.names);
      // a cell of a wrong type would be told again as a gap
      const wrong = cells.some(({ code }) => code === 'cell-type' || code === 'value-not-allowed');
      return wrong ? cells : [...cells, ...checkCoverage(id, decision, scope.names)];
    }),
    ...table.decisions.flatMap((decision) => checkOccasions(id, decision, scope.texts)),
    ...(id === 'scores' ? table.decisions.flatMap((decision) => checkScores(id, decision)) : []),
    ...(id === 'deadlines' ? checkDeadlines(table, scope.tables, scope.texts, scope.now) : []),
    ...checkCases(id, ids, scope.tables, scope.texts),
  ];
}

/** What the engine refuses; of a row whose cells are told to be wrong it need not be told again. */
function refusal(
  id: string,
  refused: readonly CompileProblem[],
  table: TableFile | undefined,
  names: RuleNames,
): RuleProblem[] {
  const cells = (table?.decisions ?? []).flatMap((decision) => checkCells(id, decision, names));
  const told = new Set(cells.map(({ row }) => row));
  const others = refused
    .map((problem) => notCompiled(problem, table))
    .filter(({ row }) => row === undefined || !told.has(row));
  return [...cells, ...others];
}

/** Names in the cells of a table that is not touched itself. */
async function checkNamesOf({ id, file }: RuleFile, { texts, names }: Scope): Promise<RuleProblem[]> {
  const table = await tableOf(texts.get(file) ?? '');
  return (table?.decisions ?? [])
    .flatMap((decision) => checkCells(id, decision, names))
    .filter(({ code }) => code === 'unknown-reference');
}

/** Deadlines past the last day of a calendar that is touched, under a table that is not. */
async function checkReach({ file }: RuleFile, { texts, tables, now }: Scope): Promise<RuleProblem[]> {
  const table = await tableOf(texts.get(file) ?? '');
  if (table === undefined) return [];
  return checkDeadlines(table, tables, texts, now).filter(({ code }) => code === 'beyond-calendar');
}

/** The processes call the decision that is named like its file. */
function decisionMissing(id: string): RuleProblem {
  return {
    ruleId: id,
    severity: 'error',
    code: 'decision-missing',
    zh: `文件中没有决策“${id}”，流程将无法调用`,
    en: `the file has no decision "${id}", which the processes call`,
  };
}

/** Cases are run with their table; here only that there is one. */
function checkCaseFile({ id, file }: RuleFile, { texts }: Scope): RuleProblem[] {
  const table = `${ruleIdOf(file).replace(/^cases\//, '')}.dmn`;
  if (texts.has(table)) return [];
  return [
    {
      ruleId: id,
      severity: 'error',
      code: 'file-missing',
      zh: `没有对应的决策表 ${table}`,
      en: `there is no decision table ${table}`,
    },
  ];
}

function checkTemplate({ id }: RuleFile, text: string): RuleProblem[] {
  try {
    mustache.parse(text);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        ruleId: id,
        severity: 'error',
        code: 'template-invalid',
        zh: `模板有误：${reason}`,
        en: `the template is not valid: ${reason}`,
      },
    ];
  }
}

async function tableOf(xml: string): Promise<TableFile | undefined> {
  try {
    return await readTable(xml);
  } catch {
    return undefined;
  }
}

/** A reason of the engine, with the row and the column of the cell where that can be told. */
function notCompiled(
  { ruleId, elementId, message }: CompileProblem,
  table: TableFile | undefined,
): RuleProblem {
  const place = elementId === undefined ? undefined : placeOf(elementId, table);
  return {
    ruleId,
    severity: 'error',
    code: 'not-compiled',
    zh: `${place?.zh ?? ''}引擎无法执行：${message}`,
    en: `${place?.en ?? ''}the engine can't evaluate it: ${message}`,
    ...(place?.decision === undefined ? {} : { decision: place.decision }),
    ...(place?.row === undefined ? {} : { row: place.row }),
    ...(elementId === undefined || place !== undefined ? {} : { path: elementId }),
  };
}

function placeOf(elementId: string, table: TableFile | undefined) {
  for (const { id, rows } of table?.decisions ?? []) {
    const index = rows.findIndex((row) => row.id === elementId || elementId.startsWith(`${row.id}_`));
    const row = rows[index];
    if (row !== undefined)
      return { decision: id, row: row.id, zh: `第 ${index + 1} 行`, en: `row ${index + 1}: ` };
  }
  return undefined;
}
