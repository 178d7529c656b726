/** What is known of an order's way between units, the earliest first. */
export interface OrderWay {
  /** Units that it was dispatched to. */
  readonly dispatches: readonly { readonly unitId: string }[];
  /** Units that gave it back. */
  readonly returns: readonly { readonly unitId?: string | undefined }[];
}

/** How an order went to and fro. */
export interface PingPong {
  /** How often it went on to another unit. */
  readonly hops: number;
  readonly units: readonly string[];
  /** It came back to a unit that had it before. */
  readonly cameBack: boolean;
  /** How often each unit gave it back. */
  readonly returnsByUnit: Readonly<Record<string, number>>;
}

/** Detects ping-pong (踢皮球): the hops of an order, and whether it came back. */
export function pingPong({ dispatches, returns }: OrderWay): PingPong {
  const way = dispatches.map(({ unitId }) => unitId).filter((unitId, i, all) => unitId !== all[i - 1]);
  const returnsByUnit: Record<string, number> = {};
  for (const { unitId } of returns) {
    if (unitId !== undefined) returnsByUnit[unitId] = (returnsByUnit[unitId] ?? 0) + 1;
  }
  return {
    hops: Math.max(way.length - 1, 0),
    units: [...new Set(way)],
    cameBack: new Set(way).size < way.length,
    returnsByUnit,
  };
}

/** Share of orders that a unit gave back, by unit; of the units that got any. */
export function returnRates(
  orders: readonly OrderWay[],
): Readonly<
  Record<string, { readonly dispatched: number; readonly returned: number; readonly rate: number }>
> {
  const counts = new Map<string, { dispatched: number; returned: number }>();
  for (const { dispatches, returns } of orders) {
    for (const { unitId } of dispatches) {
      const count = counts.get(unitId) ?? { dispatched: 0, returned: 0 };
      counts.set(unitId, { ...count, dispatched: count.dispatched + 1 });
    }
    for (const { unitId } of returns) {
      const count = unitId === undefined ? undefined : counts.get(unitId);
      if (count !== undefined) count.returned += 1;
    }
  }
  return Object.fromEntries(
    [...counts].map(([unitId, { dispatched, returned }]) => [
      unitId,
      { dispatched, returned, rate: Math.round((returned / dispatched) * 1000) / 1000 },
    ]),
  );
}
