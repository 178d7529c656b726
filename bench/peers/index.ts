import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { PEERS } from './engines.ts';
import type { Peer } from './engines.ts';
import type { PeerFigures, PeerLoad, PeerRow } from './figures.ts';
import { buildJava } from './java.ts';

export { PEERS } from './engines.ts';
export type { PeerFigures, PeerLoad, PeerRow } from './figures.ts';
export { isPlateau, plateauRate } from './plateau.ts';
export { peerTable, ratios } from './table.ts';

/** As statfs(2) names a file system in memory. */
const TMPFS = 0x01021994;

/**
 * Measures the named peers one after the other, alone on the machine, and tells progress on stderr. A peer that can't
 * be run here, or fails, is a row with its reason and does not hold up the others.
 */
export async function measurePeers(names: readonly string[], load: PeerLoad): Promise<readonly PeerRow[]> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endAll);
  const rows: PeerRow[] = [];
  let built: Promise<void> | undefined;
  for (const name of names) {
    const peer = PEERS[name];
    if (peer === undefined) throw new Error(`no peer <${name}>; there are ${Object.keys(PEERS).join(', ')}`);
    process.stderr.write(`${peer.title}\n`);
    rows.push(
      await rowOf(peer, async () => {
        if (peer.java) await (built ??= buildJava());
        return peer.measure(load);
      }),
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, endAll);
  return rows;
}

/** Ends through 'exit', on which every process started here is ended and its folder removed. */
function endAll(): void {
  process.exit(130);
}

async function rowOf(peer: Peer, measure: () => Promise<PeerFigures>): Promise<PeerRow> {
  const row = { engine: peer.title, durable: peer.durable, note: peer.note };
  const skipped = await peer.missing();
  if (skipped !== undefined) return { ...row, skipped };
  try {
    return { ...row, ...(await measure()), note: `${peer.note}${await caveat(peer)}` };
  } catch (failure) {
    return { ...row, failed: failure instanceof Error ? failure.message : String(failure) };
  }
}

/** A durable commit costs nothing in a folder that lives in memory: a figure from there must say so. */
async function caveat(peer: Peer): Promise<string> {
  const inMemory = peer.durable && (await statfs(tmpdir())).type === TMPFS;
  return inMemory ? `; ${tmpdir()} is in memory, so commits did not reach a disk` : '';
}
