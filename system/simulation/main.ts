import { parseArgs } from 'node:util';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { connectStore, loadCityConfig } from '@jiesu/store';
import { ServerMetrics, connectEngine, openDesks } from '@jiesu/server';
import { engineRecordLines } from '../client/engine-records.ts';
import { startTemporarySystem } from '../temporary-system.ts';
import { arrivalsOf } from './arrivals.ts';
import { decisionTables } from './decision-tables.ts';
import { processorTimes, timeALife } from './processor-time.ts';
import { ProgressBar } from './progress-bar.ts';
import { reportOf, reportText } from './report.ts';
import { Simulation } from './simulation.ts';

const USAGE = `npm run simulate -- [--orders 5000] [--seed 7] [--days N] [--from 2026-03-02] [--step-minutes 10] [--json]

Without --days the calls come as in a city with 50,000 a month.
Lets a city live for some weeks on a system of its own: real engine, workers and database, and a clock that is moved.`;

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '7' },
    days: { type: 'string' },
    from: { type: 'string', default: '2026-03-02' },
    'step-minutes': { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
/** Calls a day of the city: 50,000 in a month of 30 days. */
const ORDERS_A_DAY = 50_000 / 30;
const orders = count('orders');
const plan = {
  orders,
  seed: count('seed'),
  days: values.days === undefined ? Math.max(1, Math.round(orders / ORDERS_A_DAY)) : count('days'),
  from: values.from,
};
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Longest that an order may live after the last call, ms. */
const AFTERMATH_MS = 60 * 86_400_000;

const bar = new ProgressBar(plan.orders, process.stderr);
const system = await startTemporarySystem({ withoutServer: true });
let exitCode = 0;
try {
  const city = await loadCityConfig(path.join(root, 'config'));
  const logger = pino({ level: 'silent' });
  const store = await connectStore(system.mongodbUri, { appName: 'simulation' });
  const { grpcAddress: grpc, restAddress: rest } = system.zeebe;
  const engine = connectEngine({ grpc, rest });
  const desks = await openDesks({
    ...{ root, store, engine, city, logger },
    secret: 'the secret of a simulated city',
    machineClock: { now: () => Date.now() },
    metrics: new ServerMetrics(),
  });
  await store.ensureIndexes();
  const arrivals = arrivalsOf(city, plan);
  const first = arrivals[0]?.at ?? Date.parse(`${plan.from}T00:00:00+08:00`);
  await desks.clock.pin(first);
  await desks.deployment.deployFiles(root, await decisionTables(root));
  desks.outbox.start();

  const before = processorTimes(system.processes);
  const begun = performance.now();
  await new Simulation({
    ...{ store, desks, city, restAddress: rest, seed: plan.seed },
    stepMs: count('step-minutes') * 60_000,
    onProgress: (progress) => bar.show(progress),
  }).run(arrivals, first + plan.days * 86_400_000 + AFTERMATH_MS);
  const seconds = (performance.now() - begun) / 1000;
  const after = processorTimes(system.processes);
  bar.end();

  const report = await reportOf(store, await timersFired(rest));
  const livesPerSecond = report.closed / seconds;
  const cpu = timeALife(before, after, Math.max(report.closed, 1));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...plan, ...report, seconds: Math.round(seconds), livesPerSecond, cpu })}\n`
      : `${reportText(report, seconds, cpu)}\n`,
  );
  if (report.stuck > 0) exitCode = 1;
  await desks.outbox.stop();
  await engine.close();
  await store.close();
} catch (error) {
  exitCode = 1;
  bar.end();
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
} finally {
  await system.stop();
}
process.exit(exitCode);

async function timersFired(restAddress: string): Promise<number> {
  let fired = 0;
  // a month has so many records that to parse each would take minutes
  for await (const line of engineRecordLines(restAddress)) {
    if (line.includes('"valueType":"TIMER"') && line.includes('"intent":"TRIGGERED"')) fired += 1;
  }
  return fired;
}

function count(name: 'orders' | 'seed' | 'days' | 'step-minutes'): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  process.stderr.write(`--${name} must be a whole number above 0, it is ${values[name]}\n\n${USAGE}\n`);
  process.exit(2);
}
