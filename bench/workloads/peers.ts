import { parseArgs } from 'node:util';
import { PEERS, measurePeers, peerTable, ratios } from '../peers/index.ts';
import type { PeerFigures, PeerLoad, PeerRow } from '../peers/index.ts';

/** Our own engine under the same load, so that all stand in one table from one run. */
export interface OwnEngine {
  readonly title: string;
  readonly durable: boolean;
  readonly note: string;
  /** Runs W1 and W2 with the sizes given; a size of 0 leaves that workload out. */
  measure(load: Pick<PeerLoad, 'instances' | 'rounds' | 'parked'>): Promise<PeerFigures>;
}

const OWN = 'jiesu';

/**
 * Other engines under W1 and W2, and our own if one is given, side by side. The names of engines that failed are in `failed`.
 * Options: `--instances N` of W1 a round (default 500), `--rounds N` at most (15), `--parked N` of W2 (20000),
 * `--threads N` of the Java engines' clients (8), `--jobs best|executor|external` (best), `--only a,b`.
 */
export function peers(own?: OwnEngine) {
  return async (args: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
    const { load, names } = choices(args, own !== undefined);
    const rows: PeerRow[] = [];
    if (own !== undefined && names.includes(OWN)) rows.push(await ownRow(own, load));
    rows.push(
      ...(await measurePeers(
        names.filter((name) => name !== OWN),
        load,
      )),
    );
    process.stderr.write(`\n${peerTable(rows, own?.title)}`);
    const failed = rows.filter((row) => row.failed !== undefined).map(({ engine }) => engine);
    return { ...load, failed, ratios: ratios(rows, own?.title), rows };
  };
}

async function ownRow(own: OwnEngine, load: PeerLoad): Promise<PeerRow> {
  process.stderr.write(`${own.title}\n`);
  const row = { engine: own.title, durable: own.durable, note: own.note };
  try {
    return { ...row, ...(await own.measure(load)) };
  } catch (failure) {
    return { ...row, failed: failure instanceof Error ? failure.message : String(failure) };
  }
}

function choices(args: readonly string[], withOwn: boolean): { load: PeerLoad; names: readonly string[] } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      instances: { type: 'string', default: '500' },
      rounds: { type: 'string', default: '15' },
      parked: { type: 'string', default: '20000' },
      threads: { type: 'string', default: '8' },
      jobs: { type: 'string', default: 'best' },
      only: { type: 'string' },
    },
  });
  const known = [...(withOwn ? [OWN] : []), ...Object.keys(PEERS)];
  const names = values.only?.split(',') ?? known;
  for (const name of names)
    if (!known.includes(name)) throw new Error(`no engine <${name}>; there are ${known.join(', ')}`);
  if (values.jobs !== 'best' && values.jobs !== 'executor' && values.jobs !== 'external')
    throw new Error(`--jobs is best, executor or external, not <${values.jobs}>`);
  return {
    names,
    load: {
      instances: count('instances', values.instances, 0),
      rounds: count('rounds', values.rounds, 1),
      parked: count('parked', values.parked, 0),
      threads: count('threads', values.threads, 1),
      jobs: values.jobs,
    },
  };
}

function count(option: string, given: string, least: number): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${option} is a whole number from ${least}, not <${given}>`);
  return value;
}
