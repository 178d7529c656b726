import { isInterested } from '@jiesu/domain';
import type { OrderDocument } from '@jiesu/store';
import type { WorkerContext } from '../context/index.ts';
import type { Denial } from './effect.ts';

/** Why a person may not work on an order, if so: they have an interest in the matter. */
export async function recusedFrom(
  order: Pick<OrderDocument, 'recused' | 'complainedUnit' | 'kind'> | null,
  username: string,
  { people }: WorkerContext,
): Promise<Denial | undefined> {
  if (order === null || username === '') return undefined;
  if (order.complainedUnit === undefined && (order.recused ?? []).length === 0) return undefined;
  const person = await people.find(username);
  const interested = isInterested(
    { username, unitId: person?.unitId, groups: person?.groups },
    { kind: order.kind, complainedUnit: order.complainedUnit, recused: order.recused },
  );
  return interested
    ? { zh: '您与该工单有利害关系,应当回避', en: 'You are recused from this order' }
    : undefined;
}
