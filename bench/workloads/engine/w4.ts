import { percentile, tenth } from '../../statistics.ts';
import { BenchClient } from './client.ts';
import { EngineProcess } from './engine-process.ts';
import { W4_MODEL } from './models.ts';
import { readOptions } from './options.ts';
import { W1_VARIABLES, W1Load } from './w1-load.ts';

/** How often calls are due, in ms. */
const TICK_MS = 5;

/**
 * W4: latency at half load. First W1 runs at full speed; then instances of W1 begin at half that rate, evenly, and the
 * time from the call that creates one to its first job at the worker is taken. Every tenth time a message is published
 * too, and the time to the job behind its catch event is taken. Both in ms as the client sees them.
 * Options: `--instances N` of the full run (3000), `--seconds N` at half load (15), `--delivery stream|poll` (stream),
 * `--rate N` instances a second instead of half of what was measured, `--engine FILE`.
 */
export async function w4(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const options = readOptions(['--delivery', 'stream', ...args], { instances: 3000, seconds: 15, rate: 0 });
  const engine = await EngineProcess.create({ bundle: options.bundle });
  try {
    const client = new BenchClient(await engine.start());
    const created = new Latencies();
    const correlated = new Latencies();
    const load = new W1Load(client, {
      inFlight: 200,
      delivery: options.delivery,
      onFirstJob: (id) => created.end(id),
    });
    await load.open();
    await load.run(engine, options.instances);
    const full = (await load.run(engine, options.instances)).perSecond;
    const rate = options.rate > 0 ? options.rate : full / 2;
    await client.deploy('w4', W4_MODEL);
    await client.work('w4-correlated', options.delivery, {
      fetchVariable: ['id'],
      onJob: ({ variables }) => correlated.end(String((variables as { id?: string }).id)),
    });
    const calls = Math.round(rate * options.seconds);
    const waiting = Math.ceil(calls / 10);
    for (let at = 0; at < waiting; at += 100)
      await Promise.all(
        Array.from({ length: Math.min(100, waiting - at) }, (_, next) =>
          client.create('w4', { id: `wait-${at + next}` }),
        ),
      );
    created.clear();
    await evenly(rate, calls, (call) => {
      const id = `call-${call}`;
      created.begin(id);
      const failed = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
      client.create('w1', { ...W1_VARIABLES, orderId: id }).catch(failed);
      if (call % 10 !== 0) return;
      const correlationKey = `wait-${call / 10}`;
      correlated.begin(correlationKey);
      client.grpc
        .publishMessage({ name: 'w4-reply', correlationKey, timeToLive: 60_000, variables: {} })
        .catch(failed);
    });
    await Promise.all([created.all(), correlated.all()]);
    await client.close();
    return {
      fullPerSecond: tenth(full),
      perSecond: tenth(rate),
      createToJob: created.figures(),
      publishToCorrelate: correlated.figures(),
    };
  } finally {
    await engine.dispose();
  }
}

/** Calls at an even rate, whether earlier ones have been answered or not. */
async function evenly(perSecond: number, calls: number, call: (index: number) => void): Promise<void> {
  const begun = performance.now();
  let done = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(calls, Math.floor(((performance.now() - begun) * perSecond) / 1000));
      for (; done < due; done += 1) call(done);
      if (done < calls) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
}

/** Times from a beginning to its end, in ms. */
class Latencies {
  readonly #begun = new Map<string, number>();
  #samples: number[] = [];
  #onEmpty: () => void = () => undefined;

  begin(id: string): void {
    this.#begun.set(id, performance.now());
  }

  end(id: string): void {
    const begun = this.#begun.get(id);
    if (begun === undefined) return;
    this.#begun.delete(id);
    this.#samples.push(performance.now() - begun);
    if (this.#begun.size === 0) this.#onEmpty();
  }

  clear(): void {
    this.#samples = [];
  }

  /** Resolves when all that began has ended. */
  async all(): Promise<void> {
    if (this.#begun.size > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve));
  }

  figures(): Readonly<Record<string, number>> {
    return {
      samples: this.#samples.length,
      p50Ms: tenth(percentile(this.#samples, 0.5)),
      p99Ms: tenth(percentile(this.#samples, 0.99)),
    };
  }
}
