import { randomUUID } from 'node:crypto';
import type { Run } from '../run.ts';
import { define, list, number, optional, string } from './library.ts';
import type { Library } from './library.ts';

/** Functions on strings; those that take a pattern are in patterns.ts. Characters are code points, as readers count them. */
export const TEXT_FUNCTIONS: Library = {
  ...define(
    'substring',
    [string('string'), number('start position'), optional(number('length'))],
    (run, text, start, length) => substring(run, text, start, length),
  ),
  ...define('string length', [string('string')], (_run, text) => countOf(text)),
  ...define('upper case', [string('string')], (run, text) => run.text(text.toUpperCase())),
  ...define('lower case', [string('string')], (run, text) => run.text(text.toLowerCase())),
  ...define('substring before', [string('string'), string('match')], (_run, text, match) =>
    text.slice(0, Math.max(text.indexOf(match), 0)),
  ),
  ...define('substring after', [string('string'), string('match')], (_run, text, match) => {
    const index = text.indexOf(match);
    return index < 0 ? '' : text.slice(index + match.length);
  }),
  ...define('contains', [string('string'), string('match')], (_run, text, match) => text.includes(match)),
  ...define('starts with', [string('string|input'), string('match')], (_run, text, match) =>
    text.startsWith(match),
  ),
  ...define('ends with', [string('string|input'), string('match')], (_run, text, match) =>
    text.endsWith(match),
  ),
  ...define('trim', [string('string')], (_run, text) => text.trim()),
  ...define('uuid', [], () => randomUUID()),
  ...define('to base64', [string('value')], (run, text) =>
    run.text(Buffer.from(text, 'utf8').toString('base64')),
  ),
  ...define('is blank', [string('string')], (_run, text) => text.trim() === ''),
  ...define(
    'string join',
    [list('list'), optional(string('delimiter')), optional(string('prefix')), optional(string('suffix'))],
    (run, items, delimiter = '', prefix = '', suffix = '') => {
      run.visit(items.length);
      const texts = items.filter((item) => item !== null);
      if (!texts.every((item) => typeof item === 'string'))
        return run.warn("'string join' needs a list of strings");
      const length = texts.reduce((sum, text) => sum + text.length + delimiter.length, 0);
      run.characters(length + prefix.length + suffix.length);
      return `${prefix}${texts.join(delimiter)}${suffix}`;
    },
  ),
};

function substring(run: Run, text: string, start: number, length: number | undefined): string | null {
  run.visit(text.length);
  const characters = Array.from(text);
  const from = start > 0 ? Math.trunc(start) - 1 : characters.length + Math.trunc(start);
  if (start === 0 || from < 0) return run.warn(`'substring' can not start at ${start}`);
  const to = length === undefined ? characters.length : from + Math.max(Math.trunc(length), 0);
  return characters.slice(from, to).join('');
}

function countOf(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; count += 1)
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  return count;
}
