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
  { format }: Pick<RuleFile, 'format'>,
  before: string | undefined,
  after: string | undefined,
  names?: RuleNames,
): Promise<RuleWord[]> {
  if (before === after) return [];
  if (before === undefined) return [{ zh: '新增文件', en: 'the file is new' }];
  if (after === undefined) return [{ zh: '删除文件', en: 'the file is removed' }];
  const words = (await structured(format, before, after, names)) ?? lineWords(before, after);
  return words.length > 0
    ? words
    : [{ zh: '仅格式、注释或布局有变化', en: 'only form, comments or layout differ' }];
}

async function structured(
  format: RuleFile['format'],
  before: string,
  after: string,
  names: RuleNames | undefined,
): Promise<RuleWord[] | undefined> {
  try {
    if (format === 'dmn') return await tableWords(before, after, names);
    return format === 'yaml' ? yamlWords(before, after, names) : undefined;
  } catch {
    return undefined;
  }
}
