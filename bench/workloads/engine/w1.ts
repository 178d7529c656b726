import { tenth } from '../../statistics.ts';
import { BenchClient } from './client.ts';
import { EngineProcess, type EngineAddress } from './engine-process.ts';
import { readOptions } from './options.ts';
import { profileFolder, readProfile } from './profile.ts';
import { W1Load, type W1Round } from './w1-load.ts';

/**
 * W1: start → job → exclusive gateway → job → user task with a non-interrupting timer of 24 h → job → end, through
 * gRPC with the SDK: completed instances per second, durable, of the best of several rounds, and CPU time per instance.
 * Options: `--instances N` a round (2000), `--rounds N` (4), `--warm N` instances before (2000), `--flight N` at a time
 * (200), `--delivery stream|poll` (poll), `--profile` (where the engine's time goes), `--engine FILE` (another bundle).
 */
export async function w1(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const options = readOptions(args, { instances: 2000, rounds: 4, warm: 2000, flight: 200 });
  const profile = options.profile ? await profileFolder() : undefined;
  const engine = await EngineProcess.create({ bundle: options.bundle, nodeFlags: profile?.flags ?? [] });
  let client: BenchClient | undefined;
  try {
    const address = await engine.start();
    client = new BenchClient(address);
    const load = new W1Load(client, { inFlight: options.flight, delivery: options.delivery });
    await load.open();
    if (options.warm > 0) await load.run(engine, options.warm);
    const rounds: W1Round[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const result = await load.run(engine, options.instances);
      process.stderr.write(`${JSON.stringify(rounded(result))}\n`);
      rounds.push(result);
    }
    const commandsPerCommit = await commandsACommit(address);
    const best = rounds.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
    await client.close();
    await engine.stop();
    return {
      instances: options.instances,
      inFlight: options.flight,
      delivery: options.delivery,
      ...rounded(best),
      commandsPerCommit: tenth(commandsPerCommit),
      rounds: rounds.map(({ perSecond }) => tenth(perSecond)),
      ...(profile === undefined ? {} : await readProfile(profile.folder, engine.bundle)),
    };
  } finally {
    await client?.close();
    await engine.dispose();
  }
}

/** How many commands shared a commit, on average since the engine started. */
async function commandsACommit({ restPort }: EngineAddress): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${restPort}/metrics`)).text();
  const total = (name: string): number =>
    Number(new RegExp(`^engine_core\\{name="${name}"\\} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);
  return total('commands_total') / total('commits_total');
}

function rounded({ perSecond, engineCpuMs, clientCpuMs }: W1Round): Readonly<Record<string, number>> {
  const hundredth = (value: number): number => Math.round(value * 100) / 100;
  return {
    perSecond: tenth(perSecond),
    engineCpuMs: hundredth(engineCpuMs),
    clientCpuMs: hundredth(clientCpuMs),
  };
}
