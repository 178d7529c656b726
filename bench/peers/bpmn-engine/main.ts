/** Measures npm's bpmn-engine in this process: `main.ts <instances> <rounds> <parked>`; one JSON line on stdout. */
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Engine } from 'bpmn-engine';
import type { BpmnEngineOptions } from 'bpmn-engine';
import { percentile, tenth } from '../../statistics.ts';
import { isPlateau, plateauRate } from '../plateau.ts';

const TIMER_MS = 5_000;
/** Starts between two turns of the event loop, so that timers can fire while instances are created. */
const STARTS_A_TURN = 20;
const PAYLOAD = 'x'.repeat(500);

type SourceContext = NonNullable<BpmnEngineOptions['sourceContext']>;

/** Parsed once, as the engine's documentation advises: an instance then costs no XML. */
async function parsed(model: string): Promise<SourceContext> {
  const source = await readFile(new URL(model, import.meta.url), 'utf8');
  const [definition] = await new Engine({ source }).getDefinitions();
  return definition?.environment.options['source'] as SourceContext;
}

/** A worker that answers at once. */
function work(_scope: unknown, done: () => void): void {
  done();
}

async function completeOne(sourceContext: SourceContext, listener: EventEmitter): Promise<void> {
  const engine = new Engine({
    sourceContext,
    services: { work },
    variables: { large: true, payload: PAYLOAD },
  });
  const ended = engine.waitFor('end');
  await engine.execute({ listener });
  await ended;
}

async function w1(instances: number, most: number): Promise<readonly number[]> {
  const model = await parsed('w1.bpmn');
  const listener = new EventEmitter();
  listener.on('activity.wait', (task: { readonly type: string; signal(): void }) => {
    if (task.type === 'bpmn:UserTask') task.signal();
  });
  const rates: number[] = [];
  while (rates.length < most && !isPlateau(rates)) {
    const begun = performance.now();
    for (let instance = 0; instance < instances; instance++) await completeOne(model, listener);
    rates.push((instances * 1000) / (performance.now() - begun));
    process.stderr.write(`  W1 round ${rates.length}: ${tenth(rates.at(-1) ?? 0)}/s\n`);
  }
  return rates;
}

async function w2(parked: number): Promise<Readonly<Record<string, number>>> {
  const model = await parsed('w2.bpmn');
  const lateness: number[] = [];
  const armedAt = new Map<string, number>();
  const ended: Promise<unknown>[] = [];
  const begun = performance.now();
  for (let instance = 0; instance < parked; instance++) {
    const listener = new EventEmitter();
    const key = String(instance);
    listener.on('activity.timer', () => armedAt.set(key, performance.now()));
    listener.on('activity.timeout', () => {
      lateness.push(performance.now() - (armedAt.get(key) ?? Number.NaN) - TIMER_MS);
    });
    const engine = new Engine({ sourceContext: model });
    ended.push(engine.waitFor('end'));
    await engine.execute({ listener });
    if (instance % STARTS_A_TURN === 0) await nextTurn();
  }
  const createSeconds = tenth((performance.now() - begun) / 1000);
  await Promise.all(ended);
  if (lateness.length !== parked) throw new Error(`${lateness.length} of ${parked} timers fired`);
  return {
    w2CreateSeconds: createSeconds,
    w2LatenessP50Ms: tenth(percentile(lateness, 0.5)),
    w2LatenessP99Ms: tenth(percentile(lateness, 0.99)),
  };
}

const [instances = 0, rounds = 0, parked = 0] = process.argv.slice(2).map(Number);
const rates = instances > 0 ? await w1(instances, rounds) : [];
const figures = {
  ...(rates.length > 0
    ? { w1PerSecond: tenth(plateauRate(rates)), w1Plateau: isPlateau(rates), w1Rounds: rates.map(tenth) }
    : {}),
  ...(parked > 0 ? await w2(parked) : {}),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
