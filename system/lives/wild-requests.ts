import { demoPeople } from '@jiesu/domain';
import type { RequestType } from '@jiesu/domain';
import type { CityConfig, OrderDocument, Store } from '@jiesu/store';
import type { Desks } from '@jiesu/server';
import type { Arrival } from '../simulation/arrivals.ts';
import { Chance } from '../simulation/chance.ts';
import { fillingOf, personFor } from '../simulation/people.ts';
import type { Errand } from '../simulation/simulation.ts';

interface Parts {
  readonly store: Store;
  readonly desks: Desks;
  readonly city: CityConfig;
  readonly seed: number;
}

const HOUR_MS = 3_600_000;
/** Refusals that a person at a desk meets as well: the request comes at a moment when it is not possible. */
const REFUSALS = ['REQUEST_NOT_POSSIBLE', 'REQUEST_STILL_OPEN', 'VALIDATION_FAILED', 'FORBIDDEN_ROLE'];
const HOTLINE: readonly RequestType[] = ['transfer', 'merge', 'split', 'urgency', 'resume'];
const RARE: readonly RequestType[] = ['split', 'resume'];
/** Requests that a life sees at most, within so many hours of its call. */
const MOST_REQUESTS = 3;
const WITHIN_HOURS = 240;

/** Requests of all kinds, at moments of the first days of each life. `asked` counts those that were taken or refused, by type. */
export function requestsOf(
  parts: Parts,
  arrivals: readonly Arrival[],
  asked: Map<string, number>,
): (Errand & { readonly key: string })[] {
  return arrivals.flatMap(({ index, at }) => {
    const chance = new Chance(parts.seed, 'requests', index);
    return Array.from({ length: chance.between(0, MOST_REQUESTS) }, (_, number) => ({
      at: at + chance.between(0, WITHIN_HOURS * HOUR_MS),
      key: `request/${index}/${number}`,
      run: () => ask(parts, index, number, asked),
    }));
  });
}

/** Asked again with the same numbers, it asks for the same. */
async function ask(parts: Parts, index: number, number: number, asked: Map<string, number>): Promise<void> {
  const { store, desks, city, seed } = parts;
  const chance = new Chance(seed, 'request', index, number);
  const order = await store.orders
    .findOne({ createdBy: 'agent', idempotencyKey: `simulated-${index}` })
    .lean<OrderDocument | null>();
  if (order === null) asked.set('none', (asked.get('none') ?? 0) + 1);
  if (order === null || order.status === 'closed') {
    asked.set('closed', (asked.get('closed') ?? 0) + 1);
    return;
  }
  const people = demoPeople(city.people, city.units.units);
  const possible = (['supervisor', 'dispatcher', 'unit'] as const).flatMap((who) => {
    if (who === 'unit' && order.unitId === undefined) return [];
    const person = personFor(people, [who === 'unit' ? `unit:${order.unitId ?? ''}` : `role:${who}`]);
    return desks.requests.possible(order, person).map((type) => ({ type, person }));
  });
  if (possible.length === 0) {
    asked.set(order.status, (asked.get(order.status) ?? 0) + 1);
    return;
  }
  // what is possible only for a while is asked when it is
  const rare = possible.filter(({ type }) => RARE.includes(type));
  const choice = chance.pick(rare.length > 0 && chance.happens(0.7) ? rare : possible);
  const { units } = await fillingOf({ orderId: order._id }, parts);
  const values = await valuesOf(choice.type, { store, order, units, chance });
  try {
    await desks.requests.ask(order, choice.person, {
      type: choice.type,
      values,
      data: { units: units.map((value) => ({ label: value, value })) },
      idempotencyKey: `wild-${index}-${number}`,
    });
    asked.set(choice.type, (asked.get(choice.type) ?? 0) + 1);
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    if (!REFUSALS.includes(code)) throw error;
    const refused = `${choice.type} refused: ${code}`;
    asked.set(refused, (asked.get(refused) ?? 0) + 1);
  }
}

async function valuesOf(
  type: RequestType,
  {
    store,
    order,
    units,
    chance,
  }: { store: Store; order: OrderDocument; units: readonly string[]; chance: Chance },
): Promise<Record<string, unknown>> {
  const reason = HOTLINE.includes(type) ? '热线按规定作出处理决定' : '因客观情况需要申请处理';
  const legalBasis = '本单位三定规定第三条';
  switch (type) {
    case 'extension':
      return { amount: chance.between(1, 5), reason, legalBasis, progress: '已完成现场核实' };
    case 'suspension': {
      const cause = chance.pick(['caller', 'appraisal', 'proceedings', 'force-majeure', 'other']);
      return { cause, amount: chance.between(1, 10), reason, legalBasis };
    }
    case 'termination':
      return { cause: chance.pick(['withdrawn', 'false-alarm', 'untrue', 'impossible']), reason };
    case 'return':
      return { reason, legalBasis, suggestedUnitId: chance.pick(units) };
    case 'transfer':
      return { unitId: chance.pick(units), reason };
    case 'urgency':
      return { urgency: chance.pick(['urgent', 'urgent', 'emergency']), reason };
    case 'merge': {
      const others = await store.orders
        .find({ _id: { $ne: order._id }, status: 'handling' }, { orderNo: 1 })
        .sort({ orderNo: 1 })
        .limit(20)
        .lean<Pick<OrderDocument, 'orderNo'>[]>();
      return { mainOrderNo: others.length === 0 ? '' : chance.pick(others).orderNo, reason };
    }
    default:
      return { reason };
  }
}
