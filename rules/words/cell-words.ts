import type { Names } from '@jiesu/domain';
import { readCell, readLiteral } from '../cells/index.ts';
import type { CellItem } from '../cells/index.ts';
import { TIME_UNIT_WORDS, valueName } from '../names/index.ts';
import type { RuleNames } from '../names/index.ts';
import type { DecisionTable, InputColumn, OutputColumn, Row } from '../tables/index.ts';
import { same } from './rule-word.ts';

/** A condition in words: `咨询、求助`, `非紧急`, `大于 3`; FEEL that is no common cell as it is written. */
export function inputWords(cell: string, { expression }: InputColumn, names?: RuleNames): Names {
  const test = readCell(cell);
  if (test.kind === 'any') return { zh: '不限', en: 'any' };
  if (test.kind === 'unknown') return same(cell);
  const items = test.items.map((item) => itemWords(item, expression, names));
  const zh = items.map((item) => item.zh).join('、');
  const en = items.map((item) => item.en).join(', ');
  return test.negated ? { zh: `非${zh}`, en: `not ${en}` } : { zh, en };
}

function itemWords(item: CellItem, column: string, names?: RuleNames): Names {
  if ('value' in item) return valueName(column, item.value, names);
  const { low, lowIncluded, high, highIncluded } = item.range;
  if (high === Infinity)
    return { zh: `${lowIncluded ? '不小于' : '大于'} ${low}`, en: `${lowIncluded ? '>=' : '>'} ${low}` };
  if (low === -Infinity)
    return { zh: `${highIncluded ? '不大于' : '小于'} ${high}`, en: `${highIncluded ? '<=' : '<'} ${high}` };
  const interval = `${lowIncluded ? '[' : '('}${low}..${high}${highIncluded ? ']' : ')'}`;
  return same(interval);
}

/** What tells a row from others: `咨询、企业`; `其他情况` for a row that takes everything. */
export function rowWords(table: DecisionTable, row: Row, names?: RuleNames): Names {
  const parts = table.inputs.flatMap((input, i) => {
    const cell = row.in[i] ?? '-';
    if (readCell(cell).kind === 'any') return [];
    const words = inputWords(cell, input, names);
    // a number or yes and no says nothing without its column
    return input.type === 'string'
      ? [words]
      : [{ zh: `${input.label} ${words.zh}`, en: `${input.expression} ${words.en}` }];
  });
  if (parts.length === 0) return { zh: '其他情况', en: 'everything else' };
  return { zh: parts.map(({ zh }) => zh).join('、'), en: parts.map(({ en }) => en).join(', ') };
}

/** An answer in words. */
export function outputWords(cell: string, { name }: OutputColumn, names?: RuleNames): Names {
  if (cell === '-' || cell === '') return { zh: '空', en: 'nothing' };
  const literal = readLiteral(cell);
  if (literal === undefined) return same(cell);
  const { value } = literal;
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
    return valueName(name, value as string | number | boolean | null, names);
  }
  return same((value as unknown[]).map(String).join('、'));
}

/**
 * An amount of time in words: `4 个工作小时`. Of a formula with one number in it (`max(2, statutory) * share`) that number
 * stands for it, unless `exact` asks for the formula.
 */
export function amountWords(amount: string, unit: string, exact: boolean): Names {
  const [value, ...more] = amount.match(/\d+(?:\.\d+)?/g) ?? [];
  const text = !exact && value !== undefined && more.length === 0 && amount.trim() !== '' ? value : amount;
  if (amount === 'null' || amount === '-') return { zh: '空', en: 'nothing' };
  const literal = readLiteral(unit)?.value;
  const words = typeof literal === 'string' ? TIME_UNIT_WORDS[literal] : undefined;
  return { zh: `${text} ${words?.zh ?? unit}`, en: `${text} ${words?.en ?? unit}` };
}
