import {
  calendarConfigSchema,
  calendarHistorySchema,
  catalogueConfigSchema,
  notificationsConfigSchema,
  pathText,
  referenceFaults,
  referralsConfigSchema,
  ruleIdOf,
  unitsConfigSchema,
  watchWordsConfigSchema,
  withHistory,
} from '@jiesu/domain';
import type { CalendarConfig } from '@jiesu/domain';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { RuleTexts } from '../files/index.ts';
import type { RuleProblem } from './problem.ts';

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'calendar.yaml': calendarConfigSchema,
  'calendar-history.yaml': calendarHistorySchema,
  'catalogue.yaml': catalogueConfigSchema,
  'units.yaml': unitsConfigSchema,
  'watch-words.yaml': watchWordsConfigSchema,
  'referrals.yaml': referralsConfigSchema,
  'notifications.yaml': notificationsConfigSchema,
};

const CHINESE = z.locales.zhCN().localeError;
const ENGLISH = z.locales.en().localeError;

/** Reads a YAML file by its schema; every fault is told with the place. Files without a schema are only read. */
export function checkYaml(file: string, text: string): RuleProblem[] {
  const read = readYaml(file, text);
  if ('problems' in read) return read.problems;
  const schema = SCHEMAS[file];
  return schema === undefined ? [] : checkSchema(file, schema, read.content);
}

/** Faults of a content under a schema, in both languages. */
export function checkSchema(file: string, schema: z.ZodType, content: unknown): RuleProblem[] {
  const chinese = schema.safeParse(content, { error: CHINESE }).error?.issues ?? [];
  const english = schema.safeParse(content, { error: ENGLISH }).error?.issues ?? [];
  return chinese.map(({ path, message }, i) => {
    const place = pathText(path);
    return {
      ruleId: ruleIdOf(file),
      severity: 'error',
      code: 'field-invalid',
      zh: place === '' ? message : `“${place}”填写有误：${message}`,
      en: `${place === '' ? 'the file' : place}: ${english[i]?.message ?? message}`,
      path: place,
    };
  });
}

/** The content of a YAML text, or why it is none. */
export function readYaml(
  file: string,
  text: string,
): { readonly content: unknown } | { readonly problems: RuleProblem[] } {
  const document = parseDocument(text);
  if (document.errors.length === 0) return { content: document.toJS() as unknown };
  return {
    problems: document.errors.map(({ message, linePos }) => {
      const line = linePos?.[0].line ?? 1;
      const reason = message.split('\n')[0] ?? '';
      return {
        ruleId: ruleIdOf(file),
        severity: 'error',
        code: 'not-read',
        zh: `第 ${line} 行不是有效的 YAML：${reason}`,
        en: `line ${line} is not valid YAML: ${reason}`,
        path: `line ${line}`,
      };
    }),
  };
}

/** The working calendar in texts, with the years of the history before its own; undefined when it can't be read. */
export function calendarIn(texts: RuleTexts): CalendarConfig | undefined {
  const calendar = parsedYaml(calendarConfigSchema, texts.get('calendar.yaml'));
  if (calendar === undefined) return undefined;
  const history = parsedYaml(calendarHistorySchema, texts.get('calendar-history.yaml'));
  return history === undefined ? calendar : withHistory(calendar, history);
}

/** Places of the catalogue and the calendar that name units or areas which do not exist. */
export function checkFileReferences(texts: RuleTexts): RuleProblem[] {
  const units = parsedYaml(unitsConfigSchema, texts.get('units.yaml'));
  const catalogue = parsedYaml(catalogueConfigSchema, texts.get('catalogue.yaml'));
  const calendar = parsedYaml(calendarConfigSchema, texts.get('calendar.yaml'));
  if (units === undefined || catalogue === undefined || calendar === undefined) return [];
  return referenceFaults({ units, catalogue, calendar }).map(({ file, path, missing, id }) => ({
    ruleId: ruleIdOf(file),
    severity: 'error',
    code: 'unknown-reference',
    zh: `“${path}”引用的${missing === 'unit' ? '承办单位' : '区域'}“${id}”不存在`,
    en: `${path} names the ${missing} ${id}, which does not exist`,
    path,
  }));
}

/** The content of a text under a schema; undefined when it can't be read. */
export function parsedYaml<S extends z.ZodType>(
  schema: S,
  text: string | undefined,
): z.output<S> | undefined {
  const document = parseDocument(text ?? '');
  return document.errors.length > 0 ? undefined : schema.safeParse(document.toJS()).data;
}
