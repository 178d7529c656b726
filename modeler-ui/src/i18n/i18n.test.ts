import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { codes } from '../codes.ts';
import en from './en.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const SRC = fileURLToPath(new URL('..', import.meta.url));

type Tree = { readonly [key: string]: string | Tree };

function keysOf(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

function textsOf(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)));
}

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.ts$/.test(path))
  .map((path) => readFileSync(join(SRC, path), 'utf8'))
  .join('\n');

/** Literal keys, as t('a.b') or t(condition ? 'a.b' : 'a.c'); and the fixed heads of computed ones, as t(`a.${x}`). */
const calls = [...sources.matchAll(/\bt\(([^;]*?)[,)]/g)].map((match) => match[1] ?? '');
const literal = calls.flatMap((text) =>
  [...text.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/g)].map((m) => m[1] ?? ''),
);
const heads = calls.flatMap((text) => [...text.matchAll(/`([\w.]+\.)\$\{/g)].map((m) => m[1] ?? ''));
const families = [...sources.matchAll(/\bword\('(\w+)'/g)].map((match) => match[1] ?? '');

const known = new Set(keysOf(zh));

describe('translations', () => {
  it('given both languages, when compared, then they have the same keys', () => {
    expect(keysOf(en)).toEqual(keysOf(zh));
  });

  it('given both languages, when read, then no text is empty and both fill the same places', () => {
    const places = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '').sort();
    const zhTexts = textsOf(zh);
    expect([...zhTexts, ...textsOf(en)].filter((text) => text.trim() === '')).toEqual([]);
    expect(textsOf(en).map(places)).toEqual(zhTexts.map(places));
  });

  it('given the keys that the code names, when looked up, then none is missing', () => {
    expect(literal.length).toBeGreaterThan(100);
    expect([...new Set(literal)].filter((key) => !known.has(key))).toEqual([]);
  });

  it('given the computed keys and families of the code, when looked up, then each has texts', () => {
    const wanted = [...new Set([...heads, ...families.map((family) => `${family}.`)])];
    expect(wanted.filter((head) => ![...known].some((key) => key.startsWith(head)))).toEqual([]);
  });

  it('given the codes that forms and filters offer, when looked up, then each has a name', () => {
    const names = Object.entries(codes).flatMap(([family, own]) => own.map((code) => `${family}.${code}`));
    expect(names.filter((key) => !known.has(key))).toEqual([]);
  });
});
