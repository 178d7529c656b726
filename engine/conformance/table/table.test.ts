import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gaps, withTables } from './table.ts';

describe('the conformance table', () => {
  it('has someone who proves each row, and no rows that do not exist', () => {
    expect(gaps()).toEqual({ unproven: [], unknown: [] });
  });

  it('stands in the README as the tests declare it', async () => {
    const readme = await readFile(path.join(import.meta.dirname, '../../README.md'), 'utf8');
    const written = await withTables(readme);
    // Another answer to the same question: npm run conformance-table -w @jiesu/engine
    expect(readme).toBe(written);
  });
});
