/** `npm run build-database`: builds the native embedded database once; later starts use it. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { buildNative } from './native-build.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
try {
  process.stdout.write(`${await buildNative(root)}\n`);
} catch (error) {
  if (!(error instanceof EmbeddedDatabaseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
