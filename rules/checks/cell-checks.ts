import type { Names } from '@jiesu/domain';
import { readCell, readLiteral } from '../cells/index.ts';
import type { CellItem } from '../cells/index.ts';
import type { RuleNames } from '../names/index.ts';
import type { DecisionTable, InputColumn, OutputColumn, Row } from '../tables/index.ts';
import { formatOf, maybeNegative } from './known-columns.ts';
import { rowName } from './problem.ts';
import type { ProblemCode, RuleProblem } from './problem.ts';

/** Types, allowed values, amounts and units of a table's cells, cell by cell. FEEL that is no literal is not judged. */
export function checkCells(ruleId: string, table: DecisionTable, names: RuleNames): RuleProblem[] {
  return table.rows.flatMap((row, index) => {
    const at = (columnId: string | undefined, code: ProblemCode, words: Names): RuleProblem => ({
      ruleId,
      severity: 'error',
      code,
      zh: `${rowName(index).zh}${words.zh}`,
      en: `${rowName(index).en}: ${words.en}`,
      decision: table.id,
      row: row.id,
      ...(columnId === undefined ? {} : { column: columnId }),
    });
    return [
      ...table.inputs.flatMap((input, i) =>
        inputFaults(input, row.in[i] ?? '-', names).map(({ code, ...words }) => at(input.id, code, words)),
      ),
      ...table.outputs.flatMap((output, i) =>
        outputFaults(table.id, output, row.out[i] ?? '-', names).map(({ code, ...words }) =>
          at(output.id, code, words),
        ),
      ),
      ...unitFaults(table, row).map(({ code, column, ...words }) => at(column, code, words)),
    ];
  });
}

interface Fault extends Names {
  readonly code: ProblemCode;
}

const TYPE_WORDS: Readonly<Record<string, Names>> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
};

function inputFaults(
  { label, expression, type, values }: InputColumn,
  cell: string,
  names: RuleNames,
): Fault[] {
  const test = readCell(cell);
  if (test.kind !== 'some') return [];
  const allowed = allowedValues(values);
  return test.items.flatMap((item): Fault[] => {
    const found = typeOfItem(item);
    if (found !== undefined && type in TYPE_WORDS && found !== type) {
      return [typeFault(label, type, cell)];
    }
    if (!('value' in item) || typeof item.value !== 'string') return [];
    const { value } = item;
    if (allowed !== undefined && !allowed.includes(value)) {
      return [notAllowed(label, value, allowed)];
    }
    if (expression === 'category' && names.categories.size > 0 && !names.categories.has(value)) {
      return [unknownReference(label, value, { zh: '诉求类别', en: 'category' })];
    }
    if (expression === 'area' && names.areas.size > 0 && !names.areas.has(value)) {
      return [unknownReference(label, value, { zh: '区域', en: 'area' })];
    }
    return [];
  });
}

function outputFaults(
  decisionId: string,
  { label, name, type, values }: OutputColumn,
  cell: string,
  names: RuleNames,
): Fault[] {
  if (cell === '-') return [];
  const literal = readLiteral(cell);
  if (literal === undefined || literal.value === null) return [];
  const { value } = literal;
  if (type in TYPE_WORDS && typeof value !== type) return [typeFault(label, type, cell)];
  const allowed = allowedValues(values);
  if (typeof value === 'string' && allowed !== undefined && !allowed.includes(value)) {
    return [notAllowed(label, value, allowed)];
  }
  if (typeof value === 'number' && value < 0 && !maybeNegative(decisionId, name)) {
    return [{ code: 'negative-amount', zh: `“${label}”不能小于 0`, en: `${name} may not be below 0` }];
  }
  const format = formatOf(decisionId, name);
  const texts = Array.isArray(value) ? (value as unknown[]) : [value];
  const wrong = format && texts.find((text) => typeof text !== 'string' || !format.pattern.test(text));
  if (format !== undefined && wrong !== undefined) {
    return [
      {
        code: 'format',
        zh: `“${label}”应为${format.zh}，现为 ${JSON.stringify(wrong)}`,
        en: `${name} must be ${format.en}, it is ${JSON.stringify(wrong)}`,
      },
    ];
  }
  const unit = texts.find(
    (text) => typeof text === 'string' && text.startsWith('unit:') && !names.units.has(text.slice(5)),
  );
  return typeof unit === 'string' && names.units.size > 0
    ? [unknownReference(label, unit.slice(5), { zh: '承办单位', en: 'unit' })]
    : [];
}

/** An amount of time needs its unit, and a unit its amount: `handleAmount` and `handleUnit`, `amount` and `unit`. */
function unitFaults({ outputs }: DecisionTable, row: Row): (Fault & { column: string })[] {
  return outputs.flatMap((output, i): (Fault & { column: string })[] => {
    const stem = /^(.*?)amount$/i.exec(output.name)?.[1];
    const unitIndex = outputs.findIndex(
      ({ name }) => name.toLowerCase() === `${stem?.toLowerCase() ?? ''}unit`,
    );
    const unit = outputs[unitIndex];
    if (stem === undefined || unit === undefined) return [];
    const isNull = (cell: string | undefined): boolean =>
      cell === 'null' || cell === '-' || cell === undefined;
    const hasAmount = !isNull(row.out[i]);
    const hasUnit = !isNull(row.out[unitIndex]);
    if (hasAmount === hasUnit) return [];
    return hasAmount
      ? [
          {
            code: 'unit-missing',
            column: unit.id,
            zh: `填写了“${output.label}”，但“${unit.label}”为空`,
            en: `${output.name} is given, ${unit.name} is not`,
          },
        ]
      : [
          {
            code: 'amount-missing',
            column: output.id,
            zh: `填写了“${unit.label}”，但“${output.label}”为空`,
            en: `${unit.name} is given, ${output.name} is not`,
          },
        ];
  });
}

function typeOfItem(item: CellItem): string | undefined {
  if ('range' in item) return 'number';
  return item.value === null ? undefined : typeof item.value;
}

/** Strings that a column lists; undefined when it lists none. */
function allowedValues(values: string | undefined): string[] | undefined {
  const listed = values === undefined ? undefined : readCell(values);
  if (listed?.kind !== 'some' || listed.negated) return undefined;
  const strings = listed.items.flatMap((item) =>
    'value' in item && typeof item.value === 'string' ? [item.value] : [],
  );
  return strings.length > 0 ? strings : undefined;
}

function typeFault(label: string, type: string, cell: string): Fault {
  const expected = TYPE_WORDS[type] ?? { zh: type, en: type };
  return {
    code: 'cell-type',
    zh: `“${label}”应填${expected.zh}，现为 ${cell}`,
    en: `${label} must be ${expected.en}, it is ${cell}`,
  };
}

function notAllowed(label: string, value: string, allowed: readonly string[]): Fault {
  return {
    code: 'value-not-allowed',
    zh: `“${label}”没有取值“${value}”，可用：${allowed.join('、')}`,
    en: `${label} has no value ${value}; use ${allowed.join(', ')}`,
  };
}

function unknownReference(label: string, id: string, thing: Names): Fault {
  return {
    code: 'unknown-reference',
    zh: `“${label}”引用的${thing.zh}“${id}”不存在`,
    en: `${label} names the ${thing.en} ${id}, which does not exist`,
  };
}
