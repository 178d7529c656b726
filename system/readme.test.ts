import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

describe('README.md', () => {
  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm (?:run )?([a-z]+(?:-[a-z]+)*)(?= |`|\n|$)/g)].map(
      (match) => match[1] ?? '',
    );
    const unknown = named.filter((name) => name !== 'ci' && !(name in scripts));
    expect(named.length).toBeGreaterThan(8);
    expect(unknown).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(8);
    expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([]);
  });

  it('names every setting that the launcher reads', () => {
    const source = readFileSync(path.join(root, 'system', 'config.ts'), 'utf8');
    const settings = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1] ?? '');
    expect(settings).toContain('JIESU_DATA');
    expect(settings.filter((name) => !readme.includes(name))).toEqual([]);
  });
});
