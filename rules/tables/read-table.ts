import { readDmn } from '@jiesu/engine/dmn';
import type { DecisionTable, InputColumn, OutputColumn, Row, TableFile } from './table-file.ts';

type Element = Readonly<Record<string, unknown>>;

/**
 * The decision tables of a .dmn file, for checks, words and pages; a cell that tests nothing reads `-`.
 * @throws Error when the text is not well-formed XML
 */
export async function readTable(xml: string): Promise<TableFile> {
  const { definitions } = await readDmn(xml);
  const decisions = list(definitions, 'drgElement').filter(({ $type }) => $type === 'dmn:Decision');
  const isTable = (decision: Element): boolean =>
    part(decision, 'decisionLogic')?.['$type'] === 'dmn:DecisionTable';
  return {
    id: text(definitions, 'id'),
    name: text(definitions, 'name'),
    decisions: decisions.filter(isTable).map(decisionTable),
    others: decisions
      .filter((decision) => !isTable(decision))
      .map((decision) => ({ id: text(decision, 'id'), name: text(decision, 'name') })),
  };
}

function decisionTable(decision: Element): DecisionTable {
  const table = part(decision, 'decisionLogic') ?? {};
  const aggregation = text(table, 'aggregation');
  const inputs = list(table, 'input').map(inputColumn);
  const outputs = list(table, 'output').map(outputColumn);
  return {
    id: text(decision, 'id'),
    name: text(decision, 'name') || text(decision, 'id'),
    hitPolicy: [text(table, 'hitPolicy') || 'UNIQUE', aggregation].filter((word) => word !== '').join(' '),
    inputs,
    outputs,
    rows: list(table, 'rule').map((rule) => row(rule, inputs.length, outputs.length)),
    requires: list(decision, 'informationRequirement').flatMap((requirement) => {
      const href = text(part(requirement, 'requiredDecision') ?? {}, 'href');
      return href === '' ? [] : [href.replace(/^#/, '')];
    }),
  };
}

function inputColumn(input: Element): InputColumn {
  const expression = part(input, 'inputExpression') ?? {};
  return {
    id: text(input, 'id'),
    label: text(input, 'label') || text(expression, 'text'),
    expression: text(expression, 'text').trim(),
    type: text(expression, 'typeRef') || 'Any',
    ...values(input, 'inputValues'),
  };
}

function outputColumn(output: Element): OutputColumn {
  return {
    id: text(output, 'id'),
    label: text(output, 'label') || text(output, 'name'),
    name: text(output, 'name'),
    type: text(output, 'typeRef') || 'Any',
    ...values(output, 'outputValues'),
  };
}

function values(column: Element, property: string): { values?: string } {
  const listed = text(part(column, property) ?? {}, 'text').trim();
  return listed === '' ? {} : { values: listed };
}

function row(rule: Element, inputs: number, outputs: number): Row {
  const cells = (property: string, count: number): string[] => {
    const entries = list(rule, property).map((entry) => text(entry, 'text').trim() || '-');
    return [...entries, ...Array.from({ length: Math.max(0, count - entries.length) }, () => '-')];
  };
  return {
    id: text(rule, 'id'),
    description: text(rule, 'description'),
    in: cells('inputEntry', inputs),
    out: cells('outputEntry', outputs),
  };
}

function part(element: Element, property: string): Element | undefined {
  const value = element[property];
  return typeof value === 'object' && value !== null ? (value as Element) : undefined;
}

function list(element: Element, property: string): Element[] {
  const value = element[property];
  return Array.isArray(value) ? (value as Element[]) : [];
}

function text(element: Element, property: string): string {
  const value = element[property];
  return typeof value === 'string' ? value : '';
}
