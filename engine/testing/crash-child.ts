/** A process that drives an engine until it is killed, and prints what was acknowledged. See processor/crash.test.ts. */
import { openEngineCore } from '../core.ts';
import { bpmnFile, chain, end, service, start, userTask } from './bpmn-text.ts';

const [dataDir = ''] = process.argv.slice(2);
const core = await openEngineCore({ dataDir, clockControl: false, maxQueue: 1000 });
const model = bpmnFile({
  elements: start() + service('work') + userTask('task') + end() + chain('start', 'work', 'task', 'end'),
});
await core.submit('deploy', { resources: [{ name: 'p.bpmn', content: new TextEncoder().encode(model) }] });

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function createAll(): Promise<never> {
  for (let n = 0; ; n += 1) {
    const input = { process: { processId: 'p' }, variables: { n }, startElementIds: [], tags: [] };
    const created = await Promise.all(Array.from({ length: 8 }, () => core.submit('createInstance', input)));
    for (const { processInstanceKey } of created) say(`created ${processInstanceKey}`);
  }
}

async function workAll(): Promise<never> {
  for (;;) {
    const { jobs } = await core.submit('activateJobs', {
      type: 'work',
      worker: 'w',
      timeoutMs: 60_000,
      maxJobs: 5,
      fetchVariables: [],
    });
    for (const { key, processInstanceKey } of jobs) {
      await core.submit('completeJob', { key, variables: { done: true } });
      say(`worked ${processInstanceKey}`);
    }
  }
}

await Promise.all([createAll(), workAll()]);
