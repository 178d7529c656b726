import { calendarChanges, calendarConfigSchema } from '@jiesu/domain';
import { parse } from 'yaml';
import type { RuleFile } from '../files/index.ts';
import type { RuleNames } from '../names/index.ts';
import { lineWords } from './line-words.ts';
import type { RuleWord } from './rule-word.ts';
import { tableWords } from './table-words.ts';
import { yamlWords } from './yaml-words.ts';

/**
 * What differs between two versions of a rule, in words of both languages: tables by row, YAML by field, templates by
 * line. A version that can't be read (a draft may be anything) is compared by line. Undefined stands for no file.
 */
export async function ruleWords(
  rule: Pick<RuleFile, 'format'> & Partial<Pick<RuleFile, 'id'>>,
  before: string | undefined,
  after: string | undefined,
  names?: RuleNames,
): Promise<RuleWord[]> {
  if (before === after) return [];
  if (before === undefined) return [{ zh: '新增文件', en: 'the file is new' }];
  if (after === undefined) return [{ zh: '删除文件', en: 'the file is removed' }];
  const words = (await structured(rule, before, after, names)) ?? lineWords(before, after);
  return words.length > 0
    ? words
    : [{ zh: '仅格式、注释或布局有变化', en: 'only form, comments or layout differ' }];
}

async function structured(
  { id, format }: Parameters<typeof ruleWords>[0],
  before: string,
  after: string,
  names: RuleNames | undefined,
): Promise<RuleWord[] | undefined> {
  try {
    if (format === 'dmn') return await tableWords(before, after, names);
    if (format !== 'yaml') return undefined;
    const days = id === 'calendar' ? calendarWords(before, after, names) : [];
    // what the calendar's own words leave out is told field by field
    return days.length > 0 ? days : yamlWords(before, after, names);
  } catch {
    return undefined;
  }
}

/** Days that are worked or off now, in the calendar's own words. @throws Error when a version is no calendar */
function calendarWords(before: string, after: string, names: RuleNames | undefined): RuleWord[] {
  const [old, now] = [before, after].map((text) => calendarConfigSchema.safeParse(parse(text)).data);
  if (old === undefined || now === undefined) return [];
  return calendarChanges(old, now, (id) => names?.units.get(id) ?? { zh: id, en: id });
}
