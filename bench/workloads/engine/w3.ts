import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { tenth } from '../../statistics.ts';
import { BenchClient } from './client.ts';
import { EngineProcess } from './engine-process.ts';
import { OPEN_MODEL } from './models.ts';
import { readOptions } from './options.ts';
import { W1_VARIABLES, W1Load, type W1Round } from './w1-load.ts';

const MEGABYTE = 1024 * 1024;
/** Creations and completions that are under way at a time while instances are opened. */
const IN_FLIGHT = 200;

/**
 * W3: many open W1 instances, each at its user task with a timer of 24 h running: resident memory, disk, time until the
 * first request is served after kill -9, and the rate of W1 while they are open, against none open.
 * Options: `--few N` (20000) and `--many N` (200000) open instances, `--jobs 0` to leave them at their first job (a
 * third of the calls), `--instances N` of W1 a round (2000), `--engine FILE`.
 */
export async function w3(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const options = readOptions(args, { few: 20_000, many: 200_000, instances: 2000, jobs: 2 });
  const engine = await EngineProcess.create({ bundle: options.bundle });
  try {
    let client = new BenchClient(await engine.start());
    const w1 = async (): Promise<W1Round> => {
      const load = new W1Load(client, { inFlight: IN_FLIGHT, delivery: options.delivery });
      await load.open();
      await load.run(engine, options.instances);
      return await load.run(engine, options.instances);
    };
    const withNone = await w1();
    const restart = async (): Promise<number> => {
      await engine.kill();
      await client.close();
      const begun = performance.now();
      client = new BenchClient(await engine.start());
      await client.create('w1-open', W1_VARIABLES);
      return performance.now() - begun;
    };
    await client.deploy('w1-open', OPEN_MODEL);
    const empty = await settledMemory(engine);
    const levels: Record<string, unknown>[] = [];
    let open = 0;
    for (const level of [options.few, options.many]) {
      await openInstances(client, level - open, options.jobs > 0);
      open = level;
      const memory = await settledMemory(engine);
      const readyMs = await restart();
      const afterRestart = await settledMemory(engine);
      const round = await w1();
      levels.push({
        open,
        residentMb: tenth(memory.resident / MEGABYTE),
        ownMb: tenth(memory.own / MEGABYTE),
        residentBytesEach: Math.round((memory.resident - empty.resident) / open),
        ownBytesEach: Math.round((memory.own - empty.own) / open),
        residentMbAfterKill: tenth(afterRestart.resident / MEGABYTE),
        diskMb: tenth((await diskBytes(engine.dataDir)) / MEGABYTE),
        readyMs: Math.round(readyMs),
        w1PerSecond: tenth(round.perSecond),
        w1EngineCpuMs: hundredth(round.engineCpuMs),
      });
      process.stderr.write(`${JSON.stringify(levels.at(-1))}\n`);
    }
    await client.close();
    return {
      w1PerSecondWithNone: tenth(withNone.perSecond),
      w1EngineCpuMsWithNone: hundredth(withNone.engineCpuMs),
      emptyMb: tenth(empty.resident / MEGABYTE),
      levels,
    };
  } finally {
    await engine.dispose();
  }
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Creates instances and, unless they are to stay at their first job, brings them to their user task. */
async function openInstances(client: BenchClient, count: number, toUserTask: boolean): Promise<void> {
  let arrived = 0;
  let finished: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finished = resolve));
  const arrive = (): void => {
    arrived += 1;
    if (arrived % 20_000 === 0) process.stderr.write(`${arrived} opened\n`);
    if (arrived === count) finished();
  };
  const workers = toUserTask
    ? [
        await client.work('w1-open-classify', 'poll'),
        await client.work('w1-open-dispatch', 'poll', { onCompleted: arrive }),
      ]
    : [];
  let left = count;
  const createSome = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await client.create('w1-open', W1_VARIABLES);
      if (!toUserTask) arrive();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, createSome));
  await done;
  for (const close of workers) close();
}

/** Memory once it does not fall any more, as garbage is collected some time after the work. */
async function settledMemory(engine: EngineProcess): Promise<{ resident: number; own: number }> {
  let last = await engine.memory();
  for (let reading = 0; reading < 10; reading += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await engine.memory();
    if (now.own > last.own * 0.99) return now;
    last = now;
  }
  return last;
}

/** Bytes that the files in a folder, and in folders in it, occupy on disk. */
async function diskBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true }))
    bytes += (await stat(path.join(folder, name))).blocks * 512;
  return bytes;
}
