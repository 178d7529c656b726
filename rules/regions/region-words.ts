import type { Names } from '@jiesu/domain';
import { valueName } from '../names/index.ts';
import type { RuleNames } from '../names/index.ts';
import type { DecisionTable } from '../tables/index.ts';
import type { Atom } from './column-atoms.ts';
import type { Region } from './region.ts';
import type { TableRegions } from './table-regions.ts';

/** A region in words: only the columns that it narrows. `诉求类型为“咨询”或“求助”，重办次数大于 2`. */
export function regionWords(
  region: Region,
  table: DecisionTable,
  { atoms, all, filled }: TableRegions,
  names?: RuleNames,
): Names {
  const parts = table.inputs.flatMap(({ label, expression }, i) => {
    const set = region[i] ?? 0n;
    if (set === all[i] || set === filled[i]) return [];
    const words = setWords(
      (atoms[i] ?? []).filter((_, j) => (set & (1n << BigInt(j))) !== 0n),
      expression,
      names,
    );
    return [{ zh: `${label}${words.zh}`, en: `${expression} ${words.en}` }];
  });
  if (parts.length === 0) return { zh: '任何情况', en: 'any input' };
  return {
    zh: parts.map(({ zh }) => zh).join('、'),
    en: parts.map(({ en }) => en).join(', '),
  };
}

function setWords(atoms: readonly Atom[], expression: string, names: RuleNames | undefined): Names {
  const words = merged(atoms).map((atom) => atomWords(atom, expression, names));
  return {
    zh: words.map(({ zh }) => zh).join('或'),
    en: words.map(({ en }) => en).join(' or '),
  };
}

function atomWords({ sample, kind, range }: Atom, expression: string, names?: RuleNames): Names {
  if (kind === 'empty') return { zh: '为空', en: 'is empty' };
  if (kind === 'other') return { zh: '为其他值', en: 'is another value' };
  if (range === undefined) {
    const { zh, en } = valueName(expression, sample, names);
    return typeof sample === 'string'
      ? { zh: `为“${zh}”`, en: `is ${en}` }
      : { zh: `为 ${zh}`, en: `is ${en}` };
  }
  const { low, lowIncluded, high, highIncluded } = range;
  const from = { zh: `${lowIncluded ? '不小于' : '大于'} ${low}`, en: `${lowIncluded ? '>=' : '>'} ${low}` };
  const to = {
    zh: `${highIncluded ? '不大于' : '小于'} ${high}`,
    en: `${highIncluded ? '<=' : '<'} ${high}`,
  };
  if (low === -Infinity && high === Infinity) return { zh: '为任何数', en: 'is any number' };
  if (low === -Infinity) return to;
  if (high === Infinity) return from;
  return { zh: `${from.zh}且${to.zh}`, en: `${from.en} and ${to.en}` };
}

/** Numbers that touch each other as one range. */
function merged(atoms: readonly Atom[]): Atom[] {
  const result: Atom[] = [];
  for (const atom of atoms) {
    const last = result.at(-1);
    const joined = last === undefined ? undefined : join(last, atom);
    if (joined === undefined) result.push(atom);
    else result[result.length - 1] = joined;
  }
  return result;
}

function join(a: Atom, b: Atom): Atom | undefined {
  if (typeof a.sample !== 'number' || typeof b.sample !== 'number') return undefined;
  const left = a.range ?? { low: a.sample, lowIncluded: true, high: a.sample, highIncluded: true };
  const right = b.range ?? { low: b.sample, lowIncluded: true, high: b.sample, highIncluded: true };
  if (left.high !== right.low || (!left.highIncluded && !right.lowIncluded)) return undefined;
  return {
    sample: a.sample,
    kind: 'range',
    range: { ...right, low: left.low, lowIncluded: left.lowIncluded },
  };
}
