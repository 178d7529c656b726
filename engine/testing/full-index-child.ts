/** A process whose search index may not grow beyond a limit until it lifts it. See search/full-disk.test.ts. */
import { execFileSync } from 'node:child_process';
import { openEngineCore } from '../core.ts';

const [dataDir = ''] = process.argv.slice(2);
const core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 1000 });

/** Answers how many variables there are, or the code of the refusal. */
async function count(): Promise<number | string> {
  const page = { limit: 1, from: 0 };
  const search = core.search?.find('variables', { filter: {}, anyOf: [], related: [], sort: [], page });
  return (search ?? Promise.reject(new Error('no index'))).then(
    ({ totalItems }) => totalItems,
    (error: unknown) => (error as { readonly code: string }).code,
  );
}

const full = [await count(), await count()];
execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
const afterwards = await count();
await core.close();
process.stdout.write(JSON.stringify({ full, afterwards }));
