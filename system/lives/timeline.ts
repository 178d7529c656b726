import type { EventDocument, OrderDocument, Store } from '@jiesu/store';
import type { Broken } from './invariants/broken.ts';

/** Lives that are told in full, and lines of each. */
const LIVES_TOLD = 5;
const LINES_TOLD = 120;

/**
 * What went wrong, for a person who looks for the cause: each broken invariant, then the timelines of the first lives, with
 * the lines that run them again.
 */
export async function story(
  broken: readonly Broken[],
  { store, seed, orders }: { readonly store: Store; readonly seed: number; readonly orders: number },
): Promise<string> {
  const again = `SEED=${seed} LIVES=${orders} npm test -- system/lives`;
  const ids = [...new Set(broken.flatMap(({ orderId }) => orderId ?? []))];
  const lives = await Promise.all(ids.slice(0, LIVES_TOLD).map((id) => life(store, id, broken, again)));
  const others = broken.filter(({ orderId }) => orderId === undefined).map(({ what }) => `- ${what}`);
  return [
    `${broken.length} invariants broken, in ${ids.length} lives; run it again: ${again}`,
    ...others,
    ...lives,
  ].join('\n');
}

async function life(
  store: Store,
  orderId: string,
  broken: readonly Broken[],
  again: string,
): Promise<string> {
  const [order, events] = await Promise.all([
    store.orders.findById(orderId).lean<OrderDocument | null>(),
    store.events.find({ orderId }).sort({ at: 1, recordedAt: 1 }).lean<EventDocument[]>(),
  ]);
  const index = order?.idempotencyKey?.replace('simulated-', '') ?? '';
  return [
    `\n${order?.orderNo ?? orderId} (life ${index}; it alone: LIFE=${index} ${again})`,
    ...broken.filter((entry) => entry.orderId === orderId).map(({ what }) => `- ${what}`),
    ...events.slice(-LINES_TOLD).map(line),
  ].join('\n');
}

function line({ at, type, elementId, processId, actor, data }: EventDocument): string {
  const local = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  return `  ${local} ${type} ${processId ?? ''}/${elementId ?? ''} ${actor.id} ${JSON.stringify(data)}`;
}
