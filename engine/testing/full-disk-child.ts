/** A process whose files may not grow beyond a limit until it lifts it. See processor/full-disk.test.ts. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openEngineCore } from '../core.ts';
import { bpmnFile, chain, end, service, start } from './bpmn-text.ts';

const [dataDir = ''] = process.argv.slice(2);
const core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 1000 });
const model = bpmnFile({ elements: start() + service('work') + end() + chain('start', 'work', 'end') });
await core.submit('deploy', { resources: [{ name: 'p.bpmn', content: new TextEncoder().encode(model) }] });

/** Answers the new instance's key, or the code of the refusal. */
async function create(): Promise<string> {
  // The store compresses, so what repeats would hardly fill it.
  const variables = { text: randomBytes(1500).toString('base64') };
  const input = { process: { processId: 'p' }, variables, startElementIds: [], tags: [] };
  return core.submit('createInstance', input).then(
    ({ processInstanceKey }) => processInstanceKey,
    (error: unknown) => (error as { readonly code: string }).code,
  );
}

const created: string[] = [];
const refusals: string[] = [];
for (let round = 0; round < 1000 && refusals.length === 0; round += 1) {
  for (const answer of await Promise.all(Array.from({ length: 10 }, create))) {
    (/^\d+$/.test(answer) ? created : refusals).push(answer);
  }
}
const readable = created.filter((key) => core.queries.processInstance(key) !== undefined).length;
execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
const afterwards = await create();
await core.close();
process.stdout.write(JSON.stringify({ created, refusals, readable, afterwards }));
