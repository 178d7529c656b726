import { setTimeout as pause } from 'node:timers/promises';
import { JiesuClient, signInCast, startTemporarySystem } from '@jiesu/system';
import { percentile, tenth } from '../statistics.ts';

const WARM_UP = 20;
/** Often enough to see it within a tenth of the target; asking more often would load the database with questions. */
const POLL_EVERY_MS = 10;

/**
 * One call at a time: from `POST /api/orders` to the task on the unit's list, as the unit's browser would see it.
 * Reports ms, and the share of that time in which the engine, the workers and the database were at work.
 * Options: `--orders N` (default 200).
 */
export async function orderLatency(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const at = args.indexOf('--orders');
  const orders = at < 0 ? 200 : Number(args[at + 1]);
  const own = process.env['JIESU_URL'] === undefined ? await startTemporarySystem({}) : undefined;
  try {
    const url = own?.url ?? process.env['JIESU_URL'] ?? '';
    const cast = await signInCast(url, own?.demoPassword ?? process.env['JIESU_DEMO_PASSWORD'] ?? '');
    const unit = await cast.unit('urban-management');
    for (let call = 0; call < WARM_UP; call++) await once(cast.agent, unit, call);
    const before = own === undefined ? undefined : await busyTimes(own);
    const samples: number[] = [];
    for (let call = 0; call < orders; call++) samples.push(await once(cast.agent, unit, WARM_UP + call));
    const after = own === undefined ? undefined : await busyTimes(own);
    const total = samples.reduce((sum, sample) => sum + sample, 0);
    return {
      orders,
      p50Ms: tenth(percentile(samples, 0.5)),
      p95Ms: tenth(percentile(samples, 0.95)),
      p99Ms: tenth(percentile(samples, 0.99)),
      ...(before !== undefined && after !== undefined
        ? {
            share: Object.fromEntries(
              Object.keys(after).map((part) => [
                part,
                Math.round((((after[part] ?? 0) - (before[part] ?? 0)) * 1000 * 100) / total) / 100,
              ]),
            ),
          }
        : {}),
    };
  } finally {
    await own?.stop();
  }
}

async function once(agent: JiesuClient, unit: JiesuClient, call: number): Promise<number> {
  const begun = performance.now();
  const { orderNo } = await agent.takeCall({
    title: `路灯不亮 ${call}`,
    text: '小区门口的路灯坏了,晚上路灯不亮,请派人维修路灯。',
    kind: 'help',
    category: 'city-appearance',
    callerType: 'citizen',
    caller: { name: '张三', phone: '13800000000' },
    area: 'donghu',
    channel: 'phone',
  });
  for (;;) {
    const list = await unit.request<{ items: unknown[] }>(
      'GET',
      `/api/tasks?scope=group&orderNo=${orderNo}&limit=1`,
    );
    if (list.items.length > 0) return performance.now() - begun;
    if (performance.now() - begun > 10_000)
      throw new Error(`order ${orderNo} is not on the unit's list after 10 s`);
    await pause(POLL_EVERY_MS);
  }
}

/**
 * Seconds of work so far on the way of orders, from the parts' own metrics: the server's answers to POST /api/orders, the
 * workers' jobs without their database and the engine's answers, the workers' database commands, and the engine's
 * answers to completed jobs and published messages.
 */
async function busyTimes(system: {
  readonly url: string;
  readonly workersMetricsUrl: string;
  readonly zeebe: { readonly restAddress: string };
}): Promise<Record<string, number>> {
  const [engine = '', workers = '', server = ''] = await Promise.all(
    [system.zeebe.restAddress, system.workersMetricsUrl, system.url].map(async (address) =>
      (await fetch(`${address}/metrics`)).text(),
    ),
  );
  const database = sumOf(workers, 'jiesu_database_command_seconds');
  const completions = sumOf(engine, 'engine_call_duration_seconds', /CompleteJob|completion/);
  return {
    server: sumOf(server, 'jiesu_http_request_seconds', /method="POST",path="\/api\/orders"/),
    workers: sumOf(workers, 'jiesu_worker_job_seconds') - database - completions,
    database,
    engine: completions + sumOf(engine, 'engine_call_duration_seconds', /PublishMessage/),
  };
}

/** Total of a histogram in Prometheus' text format, over the label sets that match. */
function sumOf(text: string, metric: string, labels = /^/): number {
  return [...text.matchAll(new RegExp(`^${metric}_sum(\\{[^}]*\\})? (\\S+)$`, 'gm'))]
    .filter((match) => labels.test(match[1] ?? ''))
    .reduce((total, match) => total + Number(match[2]), 0);
}
