import { DateTime } from 'luxon';
import type { CityConfig } from '@jiesu/store';
import { Chance } from './chance.ts';

/** One call that comes in. */
export interface Arrival {
  /** From 0. */
  readonly index: number;
  /** ms since 1970. */
  readonly at: number;
  /** Body of an intake. */
  readonly intake: Readonly<Record<string, unknown>>;
}

/** Shares of what a city's calls are. */
export const MIX = {
  consultation: 0.35,
  enterprise: 0.08,
  emergency: 0.01,
  /** Of the consultations, those that the agent answers during the call. */
  answeredAtOnce: 0.4,
} as const;

/** Calls by the hour of the day in Shanghai, as shares of a day. */
const HOURS = [
  0.5, 0.3, 0.2, 0.2, 0.3, 0.6, 1.5, 4, 8, 10, 10, 8, 5, 6, 8, 8.5, 8, 6, 4, 3.5, 3, 2.2, 1.4, 0.8,
];
const OTHER_KINDS = ['help', 'complaint', 'suggestion', 'report'] as const;
/** Shares of the other kinds, in their order. */
const OTHER_SHARES = [0.5, 0.8, 0.9, 1];
const DAY_MS = 86_400_000;

/** Calls over days, evenly from day to day and by the hour as people call; the same for the same seed. */
export function arrivalsOf(
  city: CityConfig,
  plan: { readonly orders: number; readonly seed: number; readonly from: string; readonly days: number },
): Arrival[] {
  const start = DateTime.fromISO(plan.from, { zone: 'Asia/Shanghai' }).startOf('day').toMillis();
  return Array.from({ length: plan.orders }, (_, index) => {
    const chance = new Chance(plan.seed, 'arrival', index);
    const day = Math.floor((index / plan.orders) * plan.days);
    return { index, at: start + day * DAY_MS + momentOfDay(chance), intake: intakeOf(city, index, chance) };
  }).sort((a, b) => a.at - b.at || a.index - b.index);
}

function momentOfDay(chance: Chance): number {
  const total = HOURS.reduce((sum, share) => sum + share, 0);
  let left = chance.share() * total;
  const hour = HOURS.findIndex((share) => (left -= share) < 0);
  return (hour === -1 ? 23 : hour) * 3_600_000 + chance.between(0, 3_599_999);
}

function intakeOf(city: CityConfig, index: number, chance: Chance): Record<string, unknown> {
  const enterprise = chance.happens(MIX.enterprise);
  const kind = kindOf(chance);
  const emergency = kind !== 'consultation' && chance.happens(MIX.emergency / (1 - MIX.consultation));
  const fitting = city.catalogue.categories.filter(({ id }) => !emergency || EMERGENCIES.includes(id));
  const category = chance.pick(fitting);
  const area = chance.pick(city.units.areas);
  const text = chance.pick(category.examples);
  const answered = kind === 'consultation' && chance.happens(MIX.answeredAtOnce);
  return {
    title: `${category.zh}（第 ${index + 1} 件）`,
    text: `${text}。地点：${area.zh}。`,
    kind,
    category: category.id,
    urgency: emergency ? 'emergency' : 'normal',
    callerType: enterprise ? 'enterprise' : 'citizen',
    ...(enterprise ? { enterpriseName: `江州第 ${index + 1} 公司` } : {}),
    area: area.id,
    channel: chance.pick(['phone', 'phone', 'phone', 'web', 'wechat']),
    caller: { name: `市民${index + 1}`, phone: `139${String(index % 100_000_000).padStart(8, '0')}` },
    ...(answered ? { answeredAtOnce: { reply: '已在通话中说明办理条件、材料和地点。' } } : {}),
  };
}

/** Categories in which life or property may be at risk. */
const EMERGENCIES = ['house-safety', 'water-supply', 'power-supply', 'gas-heating'];

function kindOf(chance: Chance): string {
  if (chance.happens(MIX.consultation)) return 'consultation';
  const share = chance.share();
  return OTHER_KINDS[OTHER_SHARES.findIndex((edge) => share < edge)] ?? 'help';
}
