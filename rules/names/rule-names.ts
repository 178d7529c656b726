import type { Names } from '@jiesu/domain';
import { parse } from 'yaml';
import type { RuleTexts } from '../files/index.ts';
import type { CellValue } from '../cells/index.ts';
import { COLUMN_WORDS, VALUE_WORDS } from './value-words.ts';

/** Things of the city that rules name by their ids. */
export interface RuleNames {
  readonly units: ReadonlyMap<string, Names>;
  readonly categories: ReadonlyMap<string, Names>;
  readonly areas: ReadonlyMap<string, Names>;
}

/** Names of units, categories and areas in the files of config/; what can't be read has none. */
export function ruleNames(texts: RuleTexts): RuleNames {
  const units = readFile(texts, 'units.yaml');
  return {
    units: namesIn(units, 'units'),
    categories: namesIn(readFile(texts, 'catalogue.yaml'), 'categories'),
    areas: namesIn(units, 'areas'),
  };
}

/** A value of a column in words; itself where it has none. @param column the expression or the name of the column */
export function valueName(column: string, value: CellValue, names?: RuleNames): Names {
  if (value === null) return { zh: '空', en: 'nothing' };
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return { zh: String(value), en: String(value) };
  const things = column === 'category' ? names?.categories : column === 'area' ? names?.areas : undefined;
  return (
    COLUMN_WORDS[column]?.[value] ??
    things?.get(value) ??
    VALUE_WORDS[value] ?? {
      zh: value,
      en: value,
    }
  );
}

/** What an id in a file of config/ stands for; undefined when it is none that is known. */
export function idName(id: string, names: RuleNames): Names | undefined {
  return names.units.get(id) ?? names.categories.get(id) ?? names.areas.get(id);
}

function readFile(texts: RuleTexts, file: string): unknown {
  try {
    return parse(texts.get(file) ?? '');
  } catch {
    return undefined;
  }
}

function namesIn(content: unknown, property: string): Map<string, Names> {
  const list: unknown = isRecord(content) ? content[property] : undefined;
  const names = new Map<string, Names>();
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    if (!isRecord(item) || typeof item['id'] !== 'string' || typeof item['zh'] !== 'string') continue;
    names.set(item['id'], { zh: item['zh'], en: typeof item['en'] === 'string' ? item['en'] : item['zh'] });
  }
  return names;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
