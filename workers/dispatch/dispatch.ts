import { z } from 'zod';
import {
  DomainError,
  areaAndParents,
  mayLead,
  pingPong,
  unitGroup,
  unitLeaderGroup,
  watchedWords,
} from '@jiesu/domain';
import type { RecommendedUnit, Unit } from '@jiesu/domain';
import { readOrder } from '@jiesu/store';
import type { OrderDispatch, OrderDocument } from '@jiesu/store';
import { endPauses, orderNotice, takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { routeSchema } from '../intake/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

interface Choice {
  readonly unit: Unit;
  readonly by: OrderDispatch['by'];
  readonly zh: string;
  readonly en: string;
}

const CHOSEN: Readonly<Record<'dispatcher' | 'transfer' | 'ruling', { zh: string; en: string }>> = {
  dispatcher: { zh: '派单员选定', en: 'Chosen by the dispatcher' },
  transfer: { zh: '按转办申请', en: 'As the transfer asks' },
  ruling: { zh: '按职责裁定', en: 'As the ruling says' },
};

/**
 * `hotline.dispatch`: sends the order to the unit that a dispatcher, a transfer or a ruling names, else to the best ranked
 * of the catalogue that was in force when the order was received. The clock of the order starts with its first dispatch.
 * A complaint never goes to the unit that it is about. UNKNOWN_UNIT (an incident) when there is no unit to send it to.
 */
export const dispatch = defineJob({
  type: 'hotline.dispatch',
  input: z.object({
    orderId: z.string(),
    unitId: optional(z.string()),
    assistingUnitIds: optional(z.array(z.string())),
    designated: optional(z.boolean()),
    ruled: optional(z.boolean()),
    outcome: optional(z.string()),
    route: routeSchema,
  }),
  async handle(call, context: WorkerContext) {
    const { orderId, unitId, route } = call.input;
    const ranked = unitId === undefined ? await rankedUnits(orderId, context) : [];
    const order = await takeStep(context, call, orderId, (current) => {
      if (current.dispatch?.['id'] === call.job.key) {
        return { event: dispatched(current.unitId ?? '', String(current.dispatch['by'])) };
      }
      const choice =
        unitId === undefined
          ? bestUnit(current, ranked, context)
          : chosenUnit(unitId, chooser(call.input), current, context);
      const entry = { id: call.job.key, at: new Date(call.at), unitId: choice.unit.id, by: choice.by };
      const dispatches = [...(current.dispatches ?? []), entry];
      return {
        change: {
          set: {
            unitId: choice.unit.id,
            dispatchedAt: entry.at,
            firstDispatchedAt: current.firstDispatchedAt ?? entry.at,
            dispatches,
            hops: pingPong({ dispatches, returns: [] }).hops,
            dispatch: { id: call.job.key, by: choice.by, why: { zh: choice.zh, en: choice.en } },
            assistingUnitIds: assisting(call.input.assistingUnitIds, choice.unit.id, current),
            ...(call.input.designated === true ? { designated: true } : {}),
            ...(route === undefined ? {} : { route }),
            ...endPauses(current, entry.at),
          },
          // what another unit signed this one has not
          ...(current.signedAt === undefined || current.unitId === choice.unit.id
            ? {}
            : { unset: ['signedAt'] as const }),
        },
        event: dispatched(choice.unit.id, choice.by),
      };
    });
    const lead = order.unitId ?? '';
    const [watched] = watchedWords(`${order.title}\n${order.text}`, context.city.watchWords.watchWords);
    await context.notify([
      orderNotice(call, order, 'dispatched', { unit: lead }),
      // the leaders of the hotline heard of it when it came in; now it is known whose matter it is
      ...(watched === undefined
        ? []
        : [orderNotice(call, order, 'watch-word', { group: unitLeaderGroup(lead) }, { matter: watched.zh })]),
    ]);
    return {
      variables: {
        unitId: lead,
        unitGroup: unitGroup(lead),
        assistingUnitIds: order.assistingUnitIds ?? [],
      },
    };
  },
});

function dispatched(unitId: string, by: string) {
  return { type: 'dispatched' as const, data: { unitId, by } };
}

async function rankedUnits(orderId: string, { store, catalogue, city }: WorkerContext) {
  const order = await readOrder(store, orderId);
  return order === null ? [] : catalogue.unitsFor(order, city.units);
}

function chooser(input: {
  readonly ruled?: boolean | undefined;
  readonly outcome?: string | undefined;
}): keyof typeof CHOSEN {
  if (input.outcome === 'transferred') return 'transfer';
  return input.ruled === true ? 'ruling' : 'dispatcher';
}

function chosenUnit(
  unitId: string,
  by: keyof typeof CHOSEN,
  order: OrderDocument,
  { city }: WorkerContext,
): Choice {
  const unit = city.units.units.find(({ id }) => id === unitId);
  if (unit === undefined || !mayLead(unitId, order)) throw unknownUnit(unitId);
  return { unit, by, ...CHOSEN[by] };
}

function bestUnit(order: OrderDocument, ranked: readonly RecommendedUnit[], context: WorkerContext): Choice {
  const returned = new Set(order.returns.map(({ unitId }) => unitId));
  const able = ranked.filter(({ unit }) => mayLead(unit.id, order));
  const best = able.find(({ unit }) => !returned.has(unit.id)) ?? able[0];
  if (best !== undefined) return { unit: best.unit, by: 'system', zh: best.zh, en: best.en };
  const squad = order.urgency === 'emergency' ? unitWithSquad(order, context) : undefined;
  if (squad === undefined) throw unknownUnit(order.category ?? '');
  return {
    unit: squad,
    by: 'system',
    zh: '紧急且类别不明,先派设有应急队伍的单位',
    en: 'An emergency of unknown category goes to a unit with a squad',
  };
}

/** Danger does not wait for a category. */
function unitWithSquad(order: OrderDocument, { city }: WorkerContext): Unit | undefined {
  const within = areaAndParents(order.area, city.units.areas);
  return city.units.units.find(
    ({ id, areas, emergencySquad }) =>
      emergencySquad !== undefined &&
      mayLead(id, order) &&
      (areas === '*' || areas.some((area) => within.includes(area))),
  );
}

function assisting(given: readonly string[] | undefined, lead: string, order: OrderDocument): string[] {
  const units = given ?? order.assistingUnitIds ?? [];
  return [...new Set(units)].filter((id) => id !== lead && mayLead(id, order));
}

function unknownUnit(value: string): DomainError {
  return new DomainError('UNKNOWN_UNIT', { field: 'unitId', params: { value } });
}
