import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { tenth } from '../../statistics.ts';
import { BenchClient } from './client.ts';
import { EngineProcess, type EngineAddress } from './engine-process.ts';
import type { Memory } from './memory.ts';
import { OPEN_MODEL } from './models.ts';
import { readOptions } from './options.ts';
import { W1_VARIABLES, W1Load, type W1Round } from './w1-load.ts';

const MEGABYTE = 1024 * 1024;
/** Creations and completions that are under way at a time while instances are opened. */
const IN_FLIGHT = 200;

/**
 * W3: many open W1 instances, each at its user task with a timer of 24 h running: resident memory and what it consists of,
 * disk, time until the first request is served after kill -9, and the rate of W1 while they are open, against none open.
 * Options: `--few N` (20000) and `--many N` (200000) open instances, `--jobs 0` to leave them at their first job (a
 * third of the calls), `--instances N` of W1 a round (2000), `--rounds N` of W1, of which the best counts (3),
 * `--engine FILE`.
 */
export async function w3(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const options = readOptions(args, { few: 20_000, many: 200_000, instances: 2000, jobs: 2, rounds: 3 });
  const engine = await EngineProcess.create({ bundle: options.bundle });
  try {
    let address = await engine.start();
    let client = new BenchClient(address);
    const w1 = async (): Promise<W1Round> => {
      const load = new W1Load(client, { inFlight: IN_FLIGHT, delivery: options.delivery });
      await load.open();
      // The first round only warms the engine up, which may have just started.
      await load.run(engine, options.instances);
      const rounds: W1Round[] = [];
      while (rounds.length < Math.max(1, options.rounds))
        rounds.push(await load.run(engine, options.instances));
      return rounds.reduce((best, round) => (round.perSecond > best.perSecond ? round : best));
    };
    const withNone = await w1();
    const restart = async (): Promise<number> => {
      await engine.kill();
      await client.close();
      const begun = performance.now();
      address = await engine.start();
      client = new BenchClient(address);
      await client.create('w1-open', W1_VARIABLES);
      return performance.now() - begun;
    };
    await client.deploy('w1-open', OPEN_MODEL);
    const empty = await settledMemory(engine, address);
    const levels: Record<string, unknown>[] = [];
    let open = 0;
    for (const level of [options.few, options.many]) {
      await openInstances(client, level - open, options.jobs > 0);
      open = level;
      const behind = await commandsBehind(address);
      const memory = await settledMemory(engine, address);
      const readyMs = await restart();
      const afterRestart = await settledMemory(engine, address);
      const round = await w1();
      levels.push({
        open,
        bytesEach: growth(memory, empty, open),
        memoryMb: megabytes(memory),
        memoryMbAfterKill: megabytes(afterRestart),
        diskMb: {
          store: tenth((await diskBytes(engine.dataDir, ['search'])) / MEGABYTE),
          index: tenth((await diskBytes(path.join(engine.dataDir, 'search'))) / MEGABYTE),
        },
        commandsNotIndexedAtEnd: behind,
        readyMs: Math.round(readyMs),
        w1PerSecond: tenth(round.perSecond),
        w1EngineCpuMs: hundredth(round.engineCpuMs),
        w1RateToNoneOpen: hundredth(round.perSecond / withNone.perSecond),
      });
      process.stderr.write(`${JSON.stringify(levels.at(-1))}\n`);
    }
    await client.close();
    return {
      w1PerSecondWithNone: tenth(withNone.perSecond),
      w1EngineCpuMsWithNone: hundredth(withNone.engineCpuMs),
      emptyMb: megabytes(empty),
      levels,
    };
  } finally {
    await engine.dispose();
  }
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

function megabytes(memory: Memory): Readonly<Record<keyof Memory, number>> {
  return mapped(memory, (bytes) => tenth(bytes / MEGABYTE));
}

/** By how much memory has grown for each open instance, in bytes. */
function growth(memory: Memory, empty: Memory, open: number): Readonly<Record<keyof Memory, number>> {
  return mapped(memory, (bytes, part) => Math.round((bytes - empty[part]) / open));
}

function mapped(
  memory: Memory,
  figure: (bytes: number, part: keyof Memory) => number,
): Readonly<Record<keyof Memory, number>> {
  const { resident, own, storePages, indexPages, program } = memory;
  return {
    resident: figure(resident, 'resident'),
    own: figure(own, 'own'),
    storePages: figure(storePages, 'storePages'),
    indexPages: figure(indexPages, 'indexPages'),
    program: figure(program, 'program'),
  };
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

/** Memory once all is indexed and it does not fall any more, as garbage is collected some time after the work. */
async function settledMemory(engine: EngineProcess, address: EngineAddress): Promise<Memory> {
  for (let reading = 0; reading < 60 && (await commandsBehind(address)) > 0; reading += 1)
    await new Promise((resolve) => setTimeout(resolve, 500));
  let last = await engine.memory();
  for (let reading = 0; reading < 10; reading += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await engine.memory();
    if (now.own > last.own * 0.99) return now;
    last = now;
  }
  return last;
}

/** Commands that the search index has still to read; 0 without an index. */
async function commandsBehind({ restPort }: EngineAddress): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${restPort}/metrics`)).text();
  return Number(/^engine_core\{name="search_commands_behind"\} (\S+)$/m.exec(metrics)?.[1] ?? 0);
}

/** Bytes that the files in a folder occupy on disk, those in folders in it too. @param except folders that do not count */
async function diskBytes(folder: string, except: readonly string[] = []): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    if (except.some((other) => name === other || name.startsWith(`${other}${path.sep}`))) continue;
    bytes += (await stat(path.join(folder, name))).blocks * 512;
  }
  return bytes;
}
