import type { RuleFile } from '@jiesu/rules';

export interface RuleWord {
  readonly zh: string;
  readonly en: string;
  readonly path?: string;
  readonly row?: string;
}

export async function ruleWords(
  file: RuleFile,
  before: string | undefined,
  after: string | undefined,
  _names: object,
): Promise<RuleWord[]> {
  return before === after ? [] : [{ zh: `修改了${file.zh}`, en: `${file.en} was changed` }];
}
