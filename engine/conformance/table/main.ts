import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withTables } from './table.ts';

const file = path.join(import.meta.dirname, '../../README.md');
await writeFile(file, await withTables(await readFile(file, 'utf8')));
process.exit(0);
