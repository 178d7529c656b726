import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;

/** Names in the first column of the tables of docs/dependencies.md. */
function listed(): Set<string> {
  const rows = readFileSync(path.join(root, 'docs', 'dependencies.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  return new Set(rows.flatMap((row) => (row.split('|')[1] ?? '').split(',').map((name) => name.trim())));
}

/** The text of all source files of a package. */
function sourcesIn(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && /\.(tsx?|css|cjs|mjs)$/.test(file.name))
    .filter((file) => !/node_modules|[/\\]dist/.test(file.parentPath))
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'utf8'))
    .join('\n');
}

describe('docs/dependencies.md', () => {
  it('has a line for every dependency of every package', () => {
    const used = ['.', ...(manifestOf('.').workspaces ?? [])].flatMap((folder) => {
      const { dependencies = {}, devDependencies = {} } = manifestOf(folder);
      return Object.keys({ ...dependencies, ...devDependencies });
    });
    const names = listed();
    const missing = [...new Set(used)].filter((name) => !name.startsWith('@jiesu/') && !names.has(name));
    expect(missing).toEqual([]);
    expect(used.length).toBeGreaterThan(20);
  });

  it('names no package that is not used where it is declared', () => {
    const unused = (manifestOf('.').workspaces ?? []).flatMap((folder) => {
      const sources = sourcesIn(path.join(root, folder));
      return Object.keys(manifestOf(folder).dependencies ?? {})
        .filter((name) => !name.startsWith('@jiesu/'))
        .filter((name) => !new RegExp(`['"]${name}(/[^'"]*)?['"]`).test(sources))
        .map((name) => `${folder}: ${name}`);
    });
    expect(unused).toEqual([]);
  });
});
