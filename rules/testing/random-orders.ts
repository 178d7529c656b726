import { CALLER_TYPES, CHANNELS, ORDER_KINDS } from '@jiesu/domain';
import type { OrderClock } from '@jiesu/domain';
import type { ReplayOrder } from '../replay/index.ts';

export interface RandomOrders {
  readonly count: number;
  /** The same seed gives the same orders. */
  readonly seed: number;
  /** Dispatched from then until then; ms since 1970 UTC. */
  readonly from: number;
  readonly until: number;
  readonly categories: readonly string[];
  readonly units: readonly string[];
  readonly areas: readonly string[];
}

const DAY_MS = 86_400_000;

/** Orders as a city has them: most are plain, some paused, extended, redone, statutory or emergencies. */
export function* randomOrders(options: RandomOrders): Generator<ReplayOrder> {
  const random = generator(options.seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const chance = (share: number): boolean => random() < share;
  for (let i = 0; i < options.count; i += 1) {
    const at = options.from + Math.floor(random() * (options.until - options.from));
    const urgency = chance(0.02) ? 'emergency' : chance(0.08) ? 'urgent' : 'normal';
    const finished = at + (0.1 + random() * 6) * DAY_MS;
    const redone = chance(0.04);
    const unitId = pick(options.units);
    const clock: OrderClock = {
      ...(unitId === undefined ? {} : { unitId }),
      urgency,
      firstDispatchedAt: new Date(at),
      dispatchedAt: new Date(chance(0.1) ? at + random() * DAY_MS : at),
      redos: redone ? [{ at: new Date(finished) }] : [],
      pauses: chance(0.05)
        ? [
            {
              from: new Date(at + 0.2 * DAY_MS),
              to: new Date(at + (0.3 + 3 * random()) * DAY_MS),
              cause: 'suspension' as const,
            },
          ]
        : [],
      extensions: chance(0.05)
        ? [
            {
              amount: 1 + Math.floor(random() * 10),
              unit: 'working-days' as const,
              at: new Date(at + 0.5 * DAY_MS),
            },
          ]
        : [],
    };
    yield {
      orderNo: `R${String(i + 1).padStart(8, '0')}`,
      facts: {
        kind: pick(ORDER_KINDS),
        urgency,
        callerType: chance(0.15) ? CALLER_TYPES[1] : CALLER_TYPES[0],
        channel: pick(CHANNELS),
        category: pick(options.categories) ?? null,
        area: pick(options.areas) ?? null,
        redoCount: redone ? 1 : 0,
        statutoryMatter: chance(0.03) ? 'petition' : null,
      },
      clock,
      ...(chance(0.9) ? { finishedAt: new Date(redone ? finished + 2 * DAY_MS : finished) } : {}),
    };
  }
}

/** Mulberry32: small, fast and the same everywhere. Numbers from 0 to below 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
