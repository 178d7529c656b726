import { isDeepStrictEqual } from 'node:util';
import type { Names } from '@jiesu/domain';
import { parse, stringify } from 'yaml';
import { idName } from '../names/index.ts';
import type { RuleNames } from '../names/index.ts';
import { FIELD_WORDS } from './field-words.ts';
import { shortened } from './rule-word.ts';
import type { RuleWord } from './rule-word.ts';

/** What differs between two versions of a YAML file, field by field. @throws Error when a text is no YAML */
export function yamlWords(before: string, after: string, names?: RuleNames): RuleWord[] {
  const words: RuleWord[] = [];
  compare({ path: '', zh: [], en: [] }, parse(before), parse(after), { names, words });
  return words;
}

interface Place {
  readonly path: string;
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

interface Found {
  readonly names: RuleNames | undefined;
  readonly words: RuleWord[];
}

/** Fields that tell the entries of a list from each other. */
const KEYS = ['id', 'word', 'name', 'date', 'year', 'unit', 'from', 'zh'] as const;

function compare(place: Place, before: unknown, after: unknown, found: Found): void {
  if (isDeepStrictEqual(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(place, before, after, found);
    return;
  }
  if (isRecord(before) && isRecord(after)) {
    for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const inner = within(place, `${place.path === '' ? '' : '.'}${field}`, fieldName(field, found.names));
      compare(inner, before[field], after[field], found);
    }
    return;
  }
  tell(place, before, after, found);
}

function compareLists(place: Place, before: unknown[], after: unknown[], found: Found): void {
  const key = KEYS.find((name) => isKey(before, name) && isKey(after, name));
  if (key === undefined) {
    compareValues(place, before, after, found);
    return;
  }
  const byKey = (list: unknown[]) =>
    new Map(list.map((entry, index) => [keyOf(entry, key), { entry, index }] as const));
  const old = byKey(before);
  const now = byKey(after);
  for (const [id, { entry, index }] of now) {
    compare(within(place, `[${index}]`, entryName(id, entry, found.names)), old.get(id)?.entry, entry, found);
  }
  for (const [id, { entry, index }] of old) {
    if (!now.has(id))
      tell(within(place, `[${index}]`, entryName(id, entry, found.names)), entry, undefined, found);
  }
  const kept = [...now.keys()].filter((id) => old.has(id));
  if (
    !isDeepStrictEqual(
      kept,
      [...old.keys()].filter((id) => now.has(id)),
    )
  ) {
    found.words.push({
      zh: `${inWords(place).zh}：顺序有调整`,
      en: `${inWords(place).en}: reordered`,
      path: place.path,
    });
  }
}

/** Lists of plain values, or of entries that nothing tells apart: what came and what went. */
function compareValues(place: Place, before: unknown[], after: unknown[], found: Found): void {
  const gone = without(before, after);
  const come = without(after, before);
  for (const value of come) tell(place, undefined, value, found);
  for (const value of gone) tell(place, value, undefined, found);
  if (gone.length === 0 && come.length === 0) {
    found.words.push({
      zh: `${inWords(place).zh}：顺序或重复有调整`,
      en: `${inWords(place).en}: reordered`,
      path: place.path,
    });
  }
}

function without(list: unknown[], other: unknown[]): unknown[] {
  return list.filter((value) => !other.some((candidate) => isDeepStrictEqual(candidate, value)));
}

function tell(place: Place, before: unknown, after: unknown, { names, words }: Found): void {
  const at = inWords(place);
  const [old, now] = [valueWords(before, names), valueWords(after, names)];
  const path = place.path;
  if (before === undefined)
    words.push({ zh: `${at.zh}：新增 ${now.zh}`, en: `${at.en}: added ${now.en}`, path });
  else if (after === undefined)
    words.push({ zh: `${at.zh}：删除 ${old.zh}`, en: `${at.en}: removed ${old.en}`, path });
  else words.push({ zh: `${at.zh}：${old.zh} → ${now.zh}`, en: `${at.en}: ${old.en} → ${now.en}`, path });
}

function valueWords(value: unknown, names: RuleNames | undefined): Names {
  if (value === null || value === undefined) return { zh: '空', en: 'nothing' };
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return { zh: String(value), en: String(value) };
  if (typeof value === 'string') {
    const name = names && idName(value, names);
    return { zh: `“${shortened(name?.zh ?? value)}”`, en: `"${shortened(name?.en ?? value)}"` };
  }
  const text = shortened(stringify(value, { collectionStyle: 'flow', lineWidth: 0 }));
  return { zh: text, en: text };
}

function within(place: Place, step: string, name: Names | undefined): Place {
  return {
    path: `${place.path}${step}`,
    zh: name === undefined ? place.zh : [...place.zh, name.zh],
    en: name === undefined ? place.en : [...place.en, name.en],
  };
}

function inWords({ zh, en }: Place): Names {
  return { zh: zh.length === 0 ? '文件' : zh.join('·'), en: en.length === 0 ? 'file' : en.join(' / ') };
}

function fieldName(field: string, names: RuleNames | undefined): Names {
  return FIELD_WORDS[field] ?? (names && idName(field, names)) ?? { zh: field, en: field };
}

function entryName(id: string, entry: unknown, names: RuleNames | undefined): Names {
  const own = isRecord(entry) && typeof entry['zh'] === 'string' ? entry['zh'] : undefined;
  const known = names && idName(id, names);
  const english = isRecord(entry) && typeof entry['en'] === 'string' ? entry['en'] : undefined;
  return { zh: `“${shortened(own ?? known?.zh ?? id)}”`, en: shortened(english ?? known?.en ?? id) };
}

/** Whether a field is there in every entry of a list and tells them all apart. */
function isKey(list: unknown[], name: string): boolean {
  const values = list.map((entry) => keyOf(entry, name));
  return values.every((value) => value !== '') && new Set(values).size === values.length;
}

function keyOf(entry: unknown, name: string): string {
  const value = isRecord(entry) ? entry[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
