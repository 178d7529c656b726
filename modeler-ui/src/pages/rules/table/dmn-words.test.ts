import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import dictionary from './dmn-zh.json' with { type: 'json' };
import { inChinese } from './dmn-words.ts';

const MODULES = fileURLToPath(new URL('../../../../../node_modules/', import.meta.url));
/** What draws decision tables and literal expressions; the page never shows the diagram of decisions. */
const PACKAGES = ['dmn-js-decision-table', 'dmn-js-literal-expression', 'dmn-js-shared', 'table-js'];

/** Texts that the libraries hand to their translation, as they stand in their code. */
const texts = new Set(
  PACKAGES.flatMap((name) => {
    const lib = path.join(MODULES, name, 'lib');
    return readdirSync(lib, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => {
        const code = readFileSync(path.join(lib, file), 'utf8');
        return [...code.matchAll(/translate\(\s*(?:'((?:[^'\\]|\\.)+)'|"((?:[^"\\]|\\.)+)")/g)].map((found) =>
          (found[1] ?? found[2] ?? '').replace(/\\(.)/g, '$1'),
        );
      });
  }),
);

describe('the Chinese of decision tables', () => {
  it('has a word for every text of the libraries that draw them', () => {
    expect(texts.size).toBeGreaterThan(80);
    expect([...texts].filter((text) => !Object.hasOwn(dictionary, text))).toEqual([]);
  });

  it('fills the places of a text and shows an unknown one as it is', () => {
    expect(
      inChinese('Expression language: {expressionLanguageLabel}', { expressionLanguageLabel: 'FEEL' }),
    ).toBe('表达式语言：FEEL');
    expect(inChinese('e.g. { sample }', { sample: '"a"' })).toBe('例如 "a"');
    expect(inChinese('Something new')).toBe('Something new');
  });
});
