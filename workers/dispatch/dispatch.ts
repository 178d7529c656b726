import { z } from 'zod';
import { DomainError, areaAndParents, recommendUnits, unitGroup } from '@jiesu/domain';
import type { Unit } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import { takeStep } from '../context/index.ts';
import type { WorkerContext } from '../context/index.ts';
import { routeSchema } from '../intake/index.ts';
import { defineJob, optional } from '../runtime/index.ts';

interface Choice {
  readonly unit: Unit;
  readonly by: 'system' | 'dispatcher';
  readonly zh: string;
  readonly en: string;
}

/**
 * `hotline.dispatch`: sends the order to the unit that a dispatcher chose, else to the best ranked of the catalogue.
 * The clock of the order starts here. UNKNOWN_UNIT (an incident) when there is no unit to send it to.
 */
export const dispatch = defineJob({
  type: 'hotline.dispatch',
  input: z.object({ orderId: z.string(), unitId: optional(z.string()), route: routeSchema }),
  async handle(call, context: WorkerContext) {
    const { orderId, unitId, route } = call.input;
    const order = await takeStep(context, call, orderId, (current) => {
      if (current.dispatch?.['id'] === call.job.key) {
        return { event: dispatched(current.unitId ?? '', String(current.dispatch['by'])) };
      }
      const chosen = route?.path === 'dispatcher' ? unitId : undefined;
      const choice = chosen === undefined ? bestUnit(current, context) : chosenUnit(chosen, context);
      return {
        change: {
          set: {
            unitId: choice.unit.id,
            dispatchedAt: new Date(call.at),
            dispatch: { id: call.job.key, by: choice.by, why: { zh: choice.zh, en: choice.en } },
            ...(route === undefined ? {} : { route }),
          },
        },
        event: dispatched(choice.unit.id, choice.by),
      };
    });
    return { variables: { unitId: order.unitId, unitGroup: unitGroup(order.unitId ?? '') } };
  },
});

function dispatched(unitId: string, by: string) {
  return { type: 'dispatched' as const, data: { unitId, by } };
}

function chosenUnit(unitId: string, { city }: WorkerContext): Choice {
  const unit = city.units.units.find(({ id }) => id === unitId);
  if (unit === undefined) throw unknownUnit(unitId);
  return { unit, by: 'dispatcher', zh: '派单员选定', en: 'Chosen by the dispatcher' };
}

function bestUnit(order: OrderDocument, context: WorkerContext): Choice {
  const { units, catalogue } = context.city;
  const returned = new Set(order.returns.map(({ unitId }) => unitId));
  const ranked =
    order.category === undefined ? [] : recommendUnits(order.category, order.area, catalogue, units);
  const best = ranked.find(({ unit }) => !returned.has(unit.id)) ?? ranked[0];
  if (best !== undefined) return { unit: best.unit, by: 'system', zh: best.zh, en: best.en };
  const squad = order.urgency === 'emergency' ? unitWithSquad(order.area, context) : undefined;
  if (squad === undefined) throw unknownUnit(order.category ?? '');
  return {
    unit: squad,
    by: 'system',
    zh: '紧急且类别不明,先派设有应急队伍的单位',
    en: 'An emergency of unknown category goes to a unit with a squad',
  };
}

/** Danger does not wait for a category. */
function unitWithSquad(areaId: string, { city }: WorkerContext): Unit | undefined {
  const within = areaAndParents(areaId, city.units.areas);
  return city.units.units.find(
    ({ areas, emergencySquad }) =>
      emergencySquad !== undefined && (areas === '*' || areas.some((area) => within.includes(area))),
  );
}

function unknownUnit(value: string): DomainError {
  return new DomainError('UNKNOWN_UNIT', { field: 'unitId', params: { value } });
}
