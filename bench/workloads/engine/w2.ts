import { percentile, tenth } from '../../statistics.ts';
import { BenchClient, type Delivery } from './client.ts';
import { EngineProcess, type EngineAddress } from './engine-process.ts';
import { recordedLateness } from './recorded-lateness.ts';
import { W2_MODEL } from './models.ts';
import { readOptions } from './options.ts';

const TIMER_MS = 5000;

/** What W2 measures. */
export interface W2Figures {
  readonly createSeconds: number;
  readonly createdPerSecond: number;
  /** From 5 s after the request to create was sent to the job that follows the timer, at the client; so a bit too long. */
  readonly latenessP50Ms: number;
  readonly latenessP99Ms: number;
  /** From the due date that the engine recorded to the firing that it recorded; so without the commit and the way to the client. */
  readonly recordedP50Ms: number;
  readonly recordedP99Ms: number;
  readonly engineCpuMs: number;
  readonly clientCpuMs: number;
}

/**
 * W2: instances that are parked on a timer of 5 s, through gRPC with the SDK: how fast they are created, and how late
 * the timers fire. Timers fall due while instances are still being created.
 * Options: `--instances N` (20000), `--flight N` creations at a time (100), `--delivery stream|poll` (stream),
 * `--engine FILE` (another bundle).
 */
export async function w2(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const options = readOptions(['--delivery', 'stream', ...args], { instances: 20_000, flight: 100 });
  const engine = await EngineProcess.create({ bundle: options.bundle });
  try {
    const address = await engine.start();
    const client = new BenchClient(address);
    const figures = await runW2(engine, client, address, options);
    await client.close();
    const rounded = Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]);
    return {
      instances: options.instances,
      inFlight: options.flight,
      ...(Object.fromEntries(rounded) as Record<string, number>),
    };
  } finally {
    await engine.dispose();
  }
}

/** Runs W2 on an engine that has just started. */
export async function runW2(
  engine: EngineProcess,
  client: BenchClient,
  address: EngineAddress,
  { instances, flight, delivery }: { instances: number; flight: number; delivery: Delivery },
): Promise<W2Figures> {
  await client.deploy('w2', W2_MODEL);
  const armed = new Map<string, number>();
  const fired = new Map<string, number>();
  let allFired: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (allFired = resolve));
  await client.work('w2-fired', delivery, {
    fetchVariable: ['none'],
    onJob: ({ processInstanceKey }) => {
      fired.set(processInstanceKey, performance.now());
    },
    onCompleted: () => {
      if (fired.size === instances) allFired();
    },
  });
  const engineBefore = await engine.cpuMs();
  const clientBefore = process.cpuUsage();
  const begun = performance.now();
  let left = instances;
  const createSome = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const sent = performance.now();
      armed.set(await client.create('w2', { orderId: 'order-0000001' }), sent);
    }
  };
  await Promise.all(Array.from({ length: flight }, createSome));
  const createSeconds = (performance.now() - begun) / 1000;
  await done;
  const used = process.cpuUsage(clientBefore);
  const engineCpuMs = ((await engine.cpuMs()) - engineBefore) / instances;
  const recorded = await recordedLateness(address);
  if (recorded.length !== instances)
    throw new Error(`the engine recorded ${recorded.length} timers that fired, not ${instances}`);
  const lateness = [...fired].map(([key, at]) => at - (armed.get(key) ?? Number.NaN) - TIMER_MS);
  return {
    createSeconds,
    createdPerSecond: tenth(instances / createSeconds),
    latenessP50Ms: percentile(lateness, 0.5),
    latenessP99Ms: percentile(lateness, 0.99),
    recordedP50Ms: percentile(recorded, 0.5),
    recordedP99Ms: percentile(recorded, 0.99),
    engineCpuMs,
    clientCpuMs: (used.user + used.system) / 1000 / instances,
  };
}
