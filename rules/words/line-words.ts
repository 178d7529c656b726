import { diffLines } from 'diff';
import { shortened } from './rule-word.ts';
import type { RuleWord } from './rule-word.ts';

/** What differs between two texts, by lines: replaced, added and removed. Line numbers are those after the change. */
export function lineWords(before: string, after: string): RuleWord[] {
  const words: RuleWord[] = [];
  const parts = diffLines(before, after);
  let line = 1;
  parts.forEach((part, i) => {
    const path = `line ${line}`;
    const text = shortened(part.value);
    const next = parts[i + 1];
    if (part.removed && next?.added) {
      const now = shortened(next.value);
      words.push({
        zh: `第 ${line} 行：“${text}” → “${now}”`,
        en: `line ${line}: "${text}" → "${now}"`,
        path,
      });
    } else if (part.removed) {
      words.push({ zh: `第 ${line} 行前删除“${text}”`, en: `removed before line ${line}: "${text}"`, path });
    } else if (part.added && !parts[i - 1]?.removed) {
      words.push({ zh: `第 ${line} 行新增“${text}”`, en: `added at line ${line}: "${text}"`, path });
    }
    if (!part.removed) line += part.count;
  });
  return words;
}
