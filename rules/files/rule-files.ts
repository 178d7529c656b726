import { ruleIdOf } from '@jiesu/domain';
import { RULE_NAMES } from './rule-names.ts';

/** Texts of the files of config/, by their path below it, e.g. `deadlines.dmn`. */
export type RuleTexts = ReadonlyMap<string, string>;

export type RuleFormat = 'dmn' | 'yaml' | 'html' | 'css' | 'mustache';

/** Where the rules pages list a rule. */
export type RuleGroup =
  'tables' | 'calendar' | 'units' | 'catalogue' | 'words' | 'scores' | 'templates' | 'cases';

/** A file of config/ that an admin may change. */
export interface RuleFile {
  /** What the rule is called in addresses and versions, e.g. `documents/assignment`. */
  readonly id: string;
  readonly file: string;
  readonly format: RuleFormat;
  readonly zh: string;
  readonly en: string;
  readonly group: RuleGroup;
}

const GROUP_ORDER: readonly RuleGroup[] = [
  'tables',
  'calendar',
  'units',
  'catalogue',
  'words',
  'scores',
  'templates',
  'cases',
];

/** Files of config/ outside its folders: what is not listed here and is no table is no rule (people are accounts). */
const GROUPS: Readonly<Record<string, RuleGroup>> = {
  'calendar.yaml': 'calendar',
  'calendar-history.yaml': 'calendar',
  'units.yaml': 'units',
  'catalogue.yaml': 'catalogue',
  'watch-words.yaml': 'words',
  'referrals.yaml': 'words',
  'scores.dmn': 'scores',
  'notifications.yaml': 'templates',
};

/** The rule files among the files of config/, in the order in which pages list them; others are left out. */
export function ruleFiles(files: Iterable<string>): RuleFile[] {
  const order = Object.keys(RULE_NAMES);
  const rank = ({ id }: RuleFile): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...files]
    .flatMap((file) => ruleFile(file) ?? [])
    .sort(
      (a, b) =>
        GROUP_ORDER.indexOf(a.group) - GROUP_ORDER.indexOf(b.group) ||
        rank(a) - rank(b) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** The rule in a file of config/; undefined when the file is no rule. */
export function ruleFile(file: string): RuleFile | undefined {
  const group = groupOf(file);
  const format = formatOf(file);
  if (group === undefined || format === undefined) return undefined;
  const id = ruleIdOf(file);
  return { id, file, format, ...namesOf(id, group), group };
}

/** The rule of an id among the files of config/; undefined when there is none. */
export function findRuleFile(id: string, files: Iterable<string>): RuleFile | undefined {
  for (const file of files) {
    if (ruleIdOf(file) === id) return ruleFile(file);
  }
  return undefined;
}

function groupOf(file: string): RuleGroup | undefined {
  if (/^documents\/[^/]+\.(html|css|mustache)$/.test(file)) return 'templates';
  if (/^cases\/[^/]+\.yaml$/.test(file)) return 'cases';
  return GROUPS[file] ?? (/^[^/]+\.dmn$/.test(file) ? 'tables' : undefined);
}

function formatOf(file: string): RuleFormat | undefined {
  const ending = file.slice(file.lastIndexOf('.') + 1);
  return (['dmn', 'yaml', 'html', 'css', 'mustache'] as const).find((format) => format === ending);
}

function namesOf(id: string, group: RuleGroup): { zh: string; en: string } {
  const known = RULE_NAMES[id];
  if (known !== undefined) return known;
  const table = id.replace(/^cases\//, '');
  const of = RULE_NAMES[table] ?? { zh: table, en: table };
  return group === 'cases' ? { zh: `${of.zh}的测试用例`, en: `Test cases of ${of.en}` } : of;
}
