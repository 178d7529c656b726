import type { Names } from '@jiesu/domain';

/** One difference between two versions of a rule, in words. */
export interface RuleWord extends Names {
  /** Place in a YAML file, or the line of a text. */
  readonly path?: string;
  /** Decision and row of a table, by their ids. */
  readonly decision?: string;
  readonly row?: string;
}

const LONGEST = 80;

/** A text that is not longer than a line of a list. */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** `before → after` under a name. */
export function changed(name: Names, before: Names, after: Names): Names {
  return {
    zh: `${name.zh} ${before.zh} → ${after.zh}`,
    en: `${name.en} ${before.en} → ${after.en}`,
  };
}

export function same(text: string): Names {
  return { zh: text, en: text };
}
