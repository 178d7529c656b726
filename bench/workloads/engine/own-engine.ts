import { isPlateau, plateauRate, type PeerFigures } from '../../peers/index.ts';
import type { OwnEngine } from '../peers.ts';
import { BenchClient } from './client.ts';
import { EngineProcess, type EngineAddress } from './engine-process.ts';
import { runW2 } from './w2.ts';
import { W1Load } from './w1-load.ts';

/** The embedded engine as a row among its peers: a process of its own, durable, through gRPC with the SDK. */
export const ownEngine: OwnEngine = {
  title: 'Jiesu, embedded engine',
  durable: true,
  note: 'a process of its own through gRPC with @camunda8/sdk; W2 is late as the client sees it',
  async measure({ instances, rounds: most, parked }) {
    const w1 =
      instances === 0 ? {} : await withEngine((engine, client) => rounds(engine, client, instances, most));
    const w2 =
      parked === 0
        ? undefined
        : await withEngine((engine, client, address) =>
            runW2(engine, client, address, { instances: parked, flight: 100, delivery: 'stream' }),
          );
    return {
      ...w1,
      ...(w2 === undefined
        ? {}
        : {
            w2CreateSeconds: w2.createSeconds,
            w2LatenessP50Ms: w2.latenessP50Ms,
            w2LatenessP99Ms: w2.latenessP99Ms,
            w2RecordedP99Ms: w2.recordedP99Ms,
          }),
    };
  },
};

async function rounds(
  engine: EngineProcess,
  client: BenchClient,
  instances: number,
  most: number,
): Promise<PeerFigures> {
  const load = new W1Load(client, { inFlight: 200, delivery: 'poll' });
  await load.open();
  const rates: number[] = [];
  while (rates.length < most && !isPlateau(rates)) {
    const { perSecond } = await load.run(engine, instances);
    process.stderr.write(`  W1 ${perSecond.toFixed(1)}/s\n`);
    rates.push(perSecond);
  }
  return { w1PerSecond: plateauRate(rates), w1Plateau: isPlateau(rates), w1Rounds: rates };
}

async function withEngine<T>(
  measure: (engine: EngineProcess, client: BenchClient, address: EngineAddress) => Promise<T>,
): Promise<T> {
  const engine = await EngineProcess.create();
  try {
    const address = await engine.start();
    const client = new BenchClient(address);
    try {
      return await measure(engine, client, address);
    } finally {
      await client.close();
    }
  } finally {
    await engine.dispose();
  }
}
